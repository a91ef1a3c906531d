package dev.wadi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** A certificate authority that lives as long as a test, for servers that have its certificates and clients that trust it. */
public final class Certificates {

    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    private final Path all;
    private final Path trusted;
    private int count;

    public Certificates(Path directory) throws Exception {
        all = Files.createTempDirectory(directory, "certificates").resolve("all.p12");
        trusted = all.resolveSibling("trusted.p12");
        keytool(AUTHORITY, "-ext", "bc:c");
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry(AUTHORITY, load().getCertificate(AUTHORITY));
        try (OutputStream out = Files.newOutputStream(trusted)) {
            certificates.store(out, PASSWORD.toCharArray());
        }
    }

    /**
     * What a server needs that shows a certificate of its own.
     *
     * @param host the name that it is for
     * @param validity further options of keytool, such as {@code -startdate -10d -validity 1}
     */
    public SSLContext server(String host, String... validity) throws Exception {
        String alias = "server" + count++;
        List<String> options = new ArrayList<>(List.of("-signer", AUTHORITY, "-ext", "SAN=dns:" + host));
        options.addAll(List.of(validity));
        keytool(alias, options.toArray(String[]::new));
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setEntry(alias, load().getEntry(alias, password()), password());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore.PasswordProtection password() {
        return new KeyStore.PasswordProtection(PASSWORD.toCharArray());
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(all)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                all.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    /** What a client needs that trusts this authority alone. */
    public SSLContextParameters trust() {
        return trust(trusted);
    }

    /** What a client needs that trusts what is in this store. */
    public static SSLContextParameters trust(Path store) {
        KeyStoreParameters certificates = new KeyStoreParameters();
        certificates.setResource("file:" + store);
        certificates.setPassword(PASSWORD);
        certificates.setType("PKCS12");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(certificates);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
