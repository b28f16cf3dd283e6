package io.streamspace.vnc;

import java.nio.file.Path;

/**
 * The certificate of a server.
 *
 * @param certificateChain PEM file, the server's own certificate first
 * @param privateKey PEM file with the key (PKCS #8) of that certificate
 */
public record ServerTls(Path certificateChain, Path privateKey) {}
