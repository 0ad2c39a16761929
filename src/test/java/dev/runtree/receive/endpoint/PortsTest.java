package dev.runtree.receive.endpoint;

import static dev.runtree.receive.endpoint.Running.FREE_PORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an endpoint listens, and who may send. */
class PortsTest {
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "rosebud-4711";

    @TempDir
    Path folder;

    @Test
    void listensOnBothLoopbacksAndNowhereElse() throws IOException {
        try (var endpoint = Running.start(FREE_PORTS, folder)) {
            var ports =
                    List.of(endpoint.endpoint().httpPort(), endpoint.endpoint().grpcPort());
            assertThat(ports).doesNotHaveDuplicates();
            for (var port : ports) {
                assertThat(answers("127.0.0.1", port)).isTrue();
                assertThat(answers("::1", port)).isEqualTo(hasIpv6());
                for (var other : otherAddresses()) {
                    assertThat(answers(other, port)).as(other).isFalse();
                }
            }
            assertThat(endpoint.endpoint().httpAddress()).isEqualTo("http://localhost:" + ports.getFirst());
            assertThat(endpoint.endpoint().grpcAddress()).isEqualTo("http://localhost:" + ports.getLast());
        }
    }

    @Test
    void onePortIsEnoughForBothProtocols() throws IOException {
        int port = freePort();
        try (var endpoint = Running.start(EndpointOptions.DEFAULT.ports(port, port), folder)) {
            assertThat(endpoint.post("/v1/traces", NOTHING, "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
            var call = GrpcTest.send(
                    port,
                    "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                    new byte[5],
                    "application/grpc");
            assertThat(GrpcTest.status(call)).isEqualTo("0");
        }
    }

    @Test
    void aTakenPortIsToldWithItsHolderAndTheOtherPortStaysFree() throws IOException {
        for (var address : hasIpv6() ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1")) {
            try (var other = new ServerSocket(0, 5, InetAddress.getByName(address))) {
                int grpc = freePort();
                var options = EndpointOptions.DEFAULT.ports(other.getLocalPort(), grpc);
                assertThatThrownBy(() -> Running.start(options, folder))
                        .isInstanceOfSatisfying(PortTaken.class, taken -> {
                            assertThat(taken.port()).isEqualTo(other.getLocalPort());
                            if (Files.isDirectory(Path.of("/proc/self/fd"))) {
                                long self = ProcessHandle.current().pid();
                                assertThat(taken.holder()).isEqualTo(new PortHolder(self, "java", null));
                                assertThat(taken)
                                        .hasMessage(
                                                "Port " + taken.port() + " is taken by process " + self + " (java).");
                            }
                        });
                try (var endpoint = Running.start(EndpointOptions.DEFAULT.ports(0, grpc), folder)) {
                    assertThat(endpoint.endpoint().grpcPort()).isEqualTo(grpc);
                }
            }
        }
    }

    @Test
    void aSecondEndpointOfTheSameHomeIsToldWhoIsThere() {
        try (var first = Running.start(FREE_PORTS, folder)) {
            int port = first.endpoint().grpcPort();
            assertThatThrownBy(() -> Running.start(EndpointOptions.DEFAULT.ports(0, port), folder))
                    .isInstanceOfSatisfying(PortTaken.class, taken -> {
                        assertThat(taken.port()).isEqualTo(port);
                        assertThat(taken.holder()).extracting(PortHolder::owner).isEqualTo(Owner.SERVE);
                    })
                    .hasMessageContaining("runtree serve (process ");
            // On ports of its own it is welcome.
            try (var second = Running.start(FREE_PORTS, folder)) {
                assertThat(second.endpoint().httpPort())
                        .isNotEqualTo(first.endpoint().httpPort());
            }
        }
        assertThat(folder.resolve("endpoints")).isEmptyDirectory();
    }

    @Test
    void aClosedEndpointGivesItsPortsBack() {
        int http;
        try (var first = Running.start(FREE_PORTS, folder)) {
            http = first.endpoint().httpPort();
        }
        try (var again = Running.start(EndpointOptions.DEFAULT.ports(http, 0), folder)) {
            assertThat(again.endpoint().httpPort()).isEqualTo(http);
        }
    }

    @Test
    void aHostThatIsNotThereIsTold() {
        var token = Token.of(SECRET, "a test");
        assertThatThrownBy(() -> Running.start(FREE_PORTS.bind("no-such-host.invalid", token), folder))
                .isInstanceOf(CannotListen.class)
                .hasMessage("There is no host no-such-host.invalid to listen on.");
        assertThatThrownBy(() -> Running.start(FREE_PORTS.bind("192.0.2.1", token), folder))
                .isInstanceOf(CannotListen.class)
                .isNotInstanceOf(PortTaken.class)
                .hasMessageStartingWith("Cannot listen on 192.0.2.1");
    }

    @Test
    void otherMachinesNeedTheToken() throws IOException {
        assertThatThrownBy(() -> new EndpointOptions(0, 0, "0.0.0.0", Set.of(), null, Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        var options = FREE_PORTS.bind("0.0.0.0", Token.of(SECRET, "a test"));
        try (var endpoint = Running.start(options, folder)) {
            assertThat(endpoint.endpoint().wantsToken()).isTrue();
            for (var wrong :
                    List.of("Bearer rosebud", "Bearer ", "Basic " + SECRET, SECRET, "Bearer " + SECRET + "x")) {
                assertThat(status(endpoint, wrong)).as(wrong).isEqualTo(401);
            }
            assertThat(endpoint.post("/v1/traces", NOTHING, "Content-Type", "application/json")
                            .headers()
                            .firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
            assertThat(status(endpoint, "Bearer " + SECRET)).isEqualTo(200);
            assertThat(status(endpoint, "bearer " + SECRET)).isEqualTo(200);
            var call = GrpcTest.send(
                    endpoint.endpoint().grpcPort(),
                    "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                    new byte[5],
                    "application/grpc");
            assertThat(GrpcTest.status(call)).isEqualTo("16");
            // Others call this machine by its address, and a page's name is still none of its names.
            assertThat(hostStatus(endpoint, "192.0.2.7:4318")).startsWith("HTTP/1.1 200");
            assertThat(hostStatus(endpoint, "evil.example")).startsWith("HTTP/1.1 403");
            assertThat(endpoint.endpoint().status().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void aTokenIsReadFromAFileOfTheOwnersAlone() throws IOException {
        var file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        Assumptions.assumeTrue(
                file.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Token.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("chmod 0600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(Token.read(file).isIn("Bearer " + SECRET)).isTrue();
        assertThat(Token.read(file).toString()).doesNotContain(SECRET);
        assertThatThrownBy(() -> Token.read(folder.resolve("none"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> Token.of(" ", "RUNTREE_TOKEN")).hasMessageContaining("RUNTREE_TOKEN is empty");
    }

    private static int status(Running endpoint, String authorization) {
        return endpoint.post("/v1/traces", NOTHING, "Content-Type", "application/json", "Authorization", authorization)
                .statusCode();
    }

    private static String hostStatus(Running endpoint, String host) throws IOException {
        return Running.raw(
                InetAddress.ofLiteral("127.0.0.1"),
                endpoint.endpoint().httpPort(),
                "POST /v1/traces HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + SECRET + "\r\nContent-Length: 2\r\n\r\n{}");
    }

    private static boolean answers(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasIpv6() {
        try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Of this machine, beside those of the loopback. */
    private static List<String> otherAddresses() throws IOException {
        var others = new ArrayList<String>();
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                    others.add(address.getHostAddress().replaceAll("%.*", ""));
                }
            }
        }
        return others;
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
