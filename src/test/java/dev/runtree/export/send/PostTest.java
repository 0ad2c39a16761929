package dev.runtree.export.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.TlsKeyPair;
import dev.runtree.export.target.Endpoint;
import dev.runtree.export.target.Header;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Protocol;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Tls;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests as they leave, over encrypted connections, and answers of any size. */
class PostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private record Identity(Path certificate, Path key) {}

    @Test
    void whoAsksForACertificateGetsOneAndWhoIsNotTrustedGetsNothing() throws Exception {
        var server = identity("localhost");
        var client = identity("runtree");
        try (var backEnd = new ScriptedBackEnd(builder -> builder.https(0)
                .tls(TlsKeyPair.of(server.key().toFile(), server.certificate().toFile()))
                .tlsCustomizer(context -> context.clientAuth(ClientAuth.REQUIRE)
                        .trustManager(client.certificate().toFile())))) {
            for (var protocol : List.of(Protocol.HTTP_PROTOBUF, Protocol.GRPC)) {
                assertThat(send(backEnd, protocol, new Tls(server.certificate(), client.certificate(), client.key()))
                                .answer())
                        .as(protocol.word())
                        .isEqualTo(new Answer.Taken(0, null));
            }
            assertThat(backEnd.came()).hasSize(2);
            assertThat(send(backEnd, Protocol.HTTP_PROTOBUF, Tls.NONE).answer())
                    .as("the system trusts no such authority")
                    .isInstanceOf(Answer.Wrong.class)
                    .extracting(Answer::said)
                    .asString()
                    .startsWith("no encrypted connection to localhost:");
            assertThat(send(backEnd, Protocol.HTTP_PROTOBUF, new Tls(server.certificate(), null, null))
                            .answer())
                    .as("without a certificate of its own")
                    .isNotInstanceOf(Answer.Taken.class);
            assertThat(backEnd.came()).hasSize(2);
        }
    }

    @Test
    void aPasswordIsHiddenAlsoAsItWasTyped() {
        var target = Target.of("lf", Preset.LANGFUSE, Map.of("region", "eu", "public-key", "pk-lf-1"));
        var secrets = new TargetSecrets(Map.of("secret-key", "sk-lf-secret"));
        var shown = new Shown(target.preset().endpoint(target, secrets));
        assertThat(shown.text("pk-lf-1:sk-lf-secret is wrong")).isEqualTo("pk-lf-1:*** is wrong");
    }

    @Test
    void ofALargeAnswerTheBeginningIsKeptWithoutKeys() throws Exception {
        try (var backEnd = new ScriptedBackEnd()) {
            backEnd.answer(came -> HttpResponse.of(
                    ResponseHeaders.of(500), HttpData.ofUtf8("key sk-secret-1234 " + "x".repeat(3 << 20))));
            var usual = endpoint(backEnd.url(), Protocol.HTTP_PROTOBUF, Tls.NONE);
            var endpoint = new Endpoint(
                    usual.uri(),
                    usual.protocol(),
                    false,
                    List.of(new Header("authorization", "Bearer sk-secret-1234", true)),
                    usual.contentType(),
                    usual.userAgent(),
                    Tls.NONE,
                    usual.split());
            try (var post = new Post(endpoint, PATIENCE)) {
                var reply = post.send(new byte[0]);
                assertThat(reply.body())
                        .startsWith("key *** xxx")
                        .endsWith("... (65536 of 3145747 bytes)")
                        .doesNotContain("sk-secret");
                assertThat(reply.answer().said()).startsWith("500 Internal Server Error: key *** xxx");
                assertThat(reply.answer().said().length()).isLessThan(500);
            }
        }
    }

    private Reply send(ScriptedBackEnd backEnd, Protocol protocol, Tls tls) throws InterruptedException {
        try (var post = new Post(endpoint("https://localhost:" + backEnd.port(), protocol, tls), PATIENCE)) {
            return post.send(new byte[0]);
        }
    }

    private static Endpoint endpoint(String url, Protocol protocol, Tls tls) {
        var usual = Preset.OTLP.endpoint(Target.of("t", Preset.OTLP, Map.of("endpoint", url)), TargetSecrets.NONE);
        return new Endpoint(
                protocol == Protocol.GRPC ? URI.create(url) : usual.uri(),
                protocol,
                true,
                List.of(),
                protocol.contentType(),
                usual.userAgent(),
                tls,
                usual.split());
    }

    /** Made by the JDK's own tool: a certificate that nobody has signed but itself. */
    private Identity identity(String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Identity(
                pem(name + ".crt", "CERTIFICATE", keys.getCertificate("a").getEncoded()),
                pem(
                        name + ".key",
                        "PRIVATE KEY",
                        keys.getKey("a", PASSWORD.toCharArray()).getEncoded()));
    }

    private Path pem(String file, String what, byte[] bytes) throws IOException {
        return Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                        + "-----\n");
    }
}
