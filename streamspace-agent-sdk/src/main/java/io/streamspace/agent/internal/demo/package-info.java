/** The demo desktop: {@link io.streamspace.agent.internal.demo.DemoDesktop} puts picture and RFB server together. */
@NullMarked
package io.streamspace.agent.internal.demo;

import org.jspecify.annotations.NullMarked;
