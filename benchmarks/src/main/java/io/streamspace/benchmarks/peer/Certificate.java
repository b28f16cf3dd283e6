package io.streamspace.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's keytool and gone with the run. */
public final class Certificate {
    private static final String ALIAS = "benchmark";
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int LINE = 64;

    private final Scratch scratch;
    private final KeyStore store;

    private Certificate(Scratch scratch, KeyStore store) {
        this.scratch = scratch;
        this.store = store;
    }

    /** Makes one. */
    public static Certificate create() throws IOException, InterruptedException {
        Scratch scratch = new Scratch();
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=benchmark",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file(scratch).toString());
        int exit = new ProcessBuilder(keytool)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("keytool ended with " + exit);
        }
        return new Certificate(scratch, load(file(scratch)));
    }

    private static Path file(Scratch scratch) {
        return scratch.file("store.p12");
    }

    private static KeyStore load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store cannot be read", e);
        }
    }

    /** The store, for another process. */
    Path store() {
        return file(scratch);
    }

    /** The certificate in PEM. */
    Path chain() throws IOException {
        try {
            return scratch.write(
                    "chain.pem", pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Its key in PEM. */
    Path key() throws IOException {
        try {
            Key key = store.getKey(ALIAS, PASSWORD);
            return scratch.write("key.pem", pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** What trusts a certificate in such a store, and nothing else. */
    static TrustManagerFactory trust(Path file) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, load(file).getCertificate(ALIAS));
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** A viewer's socket, secured. */
    Socket secured(Socket socket, int port) throws IOException {
        return client().getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
    }

    private SSLContext client() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust(store()).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Deletes the files. */
    public void delete() throws IOException {
        scratch.delete();
    }
}
