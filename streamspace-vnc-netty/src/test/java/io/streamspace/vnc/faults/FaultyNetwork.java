package io.streamspace.vnc.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension that closes the proxies of a test when the test ends, also where it failed. Register it as a field of the instance:
 * {@code @RegisterExtension final FaultyNetwork network = new FaultyNetwork();}.
 */
public final class FaultyNetwork implements AfterEachCallback {
    private final List<FaultyProxy> proxies = new CopyOnWriteArrayList<>();

    /** A proxy, without faults for now, to a server on this machine. */
    public FaultyProxy to(int port) {
        FaultyProxy proxy = FaultyProxy.to(port);
        proxies.add(proxy);
        return proxy;
    }

    /** From now on all proxies of the test behave so. */
    public void faults(Faults faults) {
        proxies.forEach(proxy -> proxy.faults(faults));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        proxies.forEach(FaultyProxy::close);
        proxies.clear();
    }
}
