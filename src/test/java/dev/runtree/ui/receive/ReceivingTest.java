package dev.runtree.ui.receive;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import dev.runtree.settings.Receiving;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.TestServer;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The window while senders send to it: a real endpoint, real requests, a real database. */
@Tag("fx")
@SuppressWarnings("NullAway.Init") // set before each test
class ReceivingTest {
    private static final String AGENT = "src/test/resources/otlp/gen-ai-agent.pb";
    private static final String PYTHON = "src/test/resources/otlp/openinference-openai-agent.pb";
    private static final PseudoClass REFUSING = PseudoClass.getPseudoClass("refusing");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    static final TestDatabase other = new TestDatabase();

    @TempDir
    private Path folder;

    private RuntreeHome home;
    private int http;
    private FxWindow window;

    @BeforeEach
    void build() throws IOException {
        home = new RuntreeHome(folder);
        http = freePort();
        receiving(new Receiving(true, http, freePort()));
        window = new FxWindow(home, Inlets.NONE, 1440, 900);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void what_is_sent_appears_with_its_sender_while_the_window_is_open() throws Exception {
        window.open(db.target());
        awaitListening(http);

        assertThat(send(http, PYTHON, "weather-client/7.1")).isEqualTo(200);
        window.await("the count", shown -> shown.texts(".status-segment").matches("(?s).*[1-9]\\d* spans.*"));
        window.await("the run", shown -> !shown.shows("No runs yet") && shown.shows("1 run"));

        window.run(() -> window.main().show(View.RECEIVE));
        var said = window.texts(".receive-side");
        assertThat(said).contains("Listening", "http://localhost:" + http, "Last sender", "weather-client/7.1");
        assertThat(said).containsPattern("opentelemetry python \\d");
    }

    @Test
    void a_refusal_is_told_with_its_reason_and_forgotten_once_looked_at() throws Exception {
        window.open(db.target());
        awaitListening(http);
        assertThat(send(http, "pom.xml", "broken-client/1.0")).isEqualTo(400);
        window.await("the dot", shown -> refuses());

        window.run(() -> window.main().show(View.RECEIVE));
        assertThat(window.texts(".receive-card.refusal")).contains("broken-client/1.0 · HTTP 400", "1 refused in all");

        press(KeyCode.ESCAPE);
        assertThat(window.shows("broken-client/1.0")).isFalse();
        assertThat(refuses()).isFalse();
        assertThat(window.texts(".status-segment")).contains("OTLP");
    }

    @Test
    void copies_an_address_and_fills_it_into_the_snippets() {
        window.open(db.target());
        awaitListening(http);
        window.run(() -> window.main().show(View.RECEIVE));
        window.press(".receive-side", "Copy");
        assertThat(window.ask(() -> Clipboard.getSystemClipboard().getString())).isEqualTo("http://localhost:" + http);
        assertThat(window.texts(".snippet")).contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + http);

        window.press(".snippet", "Copy");
        assertThat(window.ask(() -> Clipboard.getSystemClipboard().getString()))
                .contains("export OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + http);
    }

    @Test
    void names_who_has_the_port_offers_another_and_remembers_it() throws Exception {
        try (var holder = new ServerSocket(http, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(holder.isBound()).isTrue();
            window.open(db.target());
            window.await("the banner", shown -> shown.texts(".banner").contains("Port " + http + " is taken"));
            assertThat(window.texts(".banner"))
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(window.texts(".status-segment")).contains("port taken");

            var offer = window.ask(() -> window.find(".banner").lookupAll(".button").stream()
                    .map(node -> ((Button) node).getText())
                    .filter(text -> text.startsWith("Use port "))
                    .findFirst()
                    .orElseThrow());
            window.press(".banner", offer);
            int port = Integer.parseInt(offer.substring("Use port ".length()));
            awaitListening(port);
            assertThat(window.texts(".banner")).isEmpty();
            assertThat(send(port, AGENT, "client")).isEqualTo(200);
            window.await(
                    "the setting",
                    shown -> new SettingsFile(home).load().receiving().httpPort() == port);
        }
    }

    @Test
    void says_when_the_database_cannot_be_written_to() throws Exception {
        var guest = TestServer.get().guestOf(db.target());
        try (var owner = DriverManager.getConnection(
                        db.target().url(), db.target().user(), db.target().password());
                var statement = owner.createStatement()) {
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest");
        }
        window.open(guest);
        window.await("the reason", shown -> shown.texts(".status-segment").contains("not listening"));
        window.run(() -> window.main().show(View.RECEIVE));
        assertThat(window.texts(".receive-card.problem")).contains("does not let user guest write");
    }

    @Test
    void follows_the_window_to_another_database() throws Exception {
        window.open(db.target());
        awaitListening(http);
        window.open(other.target());
        awaitListening(http);
        assertThat(send(http, AGENT, "client")).isEqualTo(200);
        window.await("the run", shown -> shown.shows("1 run"));
        assertThat(new dev.runtree.store.RunQueries(other.database())
                        .count(dev.runtree.query.RunFilter.ALL, 10)
                        .fetch()
                        .runs())
                .isEqualTo(1);
    }

    @Test
    void can_be_switched_off_and_on_again() throws Exception {
        window.open(db.target());
        awaitListening(http);
        window.run(() -> window.main().show(View.RECEIVE));
        turn(false);
        window.await("the end", shown -> shown.texts(".status-segment").contains("off"));
        awaitFree(http);
        assertThat(new SettingsFile(home).load().receiving().on()).isFalse();

        turn(true);
        awaitListening(http);
        assertThat(send(http, AGENT, "client")).isEqualTo(200);
    }

    @Test
    void gives_the_port_up_with_the_window() throws Exception {
        window.open(db.target());
        awaitListening(http);
        window.close();
        awaitFree(http);
    }

    @Test
    void keys_are_for_the_panel_while_it_is_shown_over_the_window() {
        window.open(db.target());
        awaitListening(http);
        window.run(() -> window.find("#editor").requestFocus());
        window.run(() -> window.main().show(View.RECEIVE));
        window.run(() -> window.find("#themeButton").requestFocus());
        assertThat(window.ask(() -> focused(".receive-veil"))).isTrue();

        press(KeyCode.ESCAPE);
        assertThat(window.ask(() -> focused("#editor"))).isTrue();
    }

    @Test
    void finds_an_sdk_by_its_name() {
        window.open(db.target());
        window.run(() -> window.main().show(View.RECEIVE));
        window.run(() -> ((javafx.scene.control.TextField) window.find("#sdkSearch")).setText("vercel"));
        assertThat(window.texts(".snippet")).contains("Vercel AI SDK");
        window.run(() -> ((javafx.scene.control.TextField) window.find("#sdkSearch")).setText("no-such-sdk"));
        window.await("nothing", shown -> shown.shows("No SDK has that"));
    }

    private void turn(boolean on) {
        window.run(() -> ((ToggleSwitch) window.find(".toggle-switch")).setSelected(on));
    }

    private boolean refuses() {
        Set<PseudoClass> states =
                window.ask(() -> window.find(".status-segment .dot").getPseudoClassStates());
        return states.contains(REFUSING);
    }

    private void press(KeyCode code) {
        window.run(() -> window.find(".receive-panel")
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private boolean focused(String selector) {
        var node = window.find(selector);
        return node.equals(node.getScene().getFocusOwner());
    }

    private void awaitListening(int port) {
        window.await(
                "listening on " + port,
                shown -> shown.texts(".status-segment").matches("(?s).*:" + port + "\n.* spans?\n"));
    }

    private void awaitFree(int port) {
        window.await("port " + port + " to be free", shown -> {
            try (var probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return probe.isBound();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private void receiving(Receiving how) {
        new SettingsFile(home).save(Settings.DEFAULT.withReceiving(how));
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    private static int send(int port, String file, String userAgent) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/traces"))
                    .header("Content-Type", "application/x-protobuf")
                    .header("User-Agent", userAgent)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(Path.of(file))))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
