package dev.runtree.ui.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.export.WhichRuns;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Targets of copies, in the window, with a back end on the loopback. */
@Tag("fx")
class TargetsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile int status = 401;
    private HttpServer backEnd;
    private FxWindow window;

    @BeforeEach
    void open() throws IOException {
        backEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backEnd.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            var body = (status == 200 ? "{}" : "who are you?").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", status == 200 ? "application/json" : "text/plain");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backEnd.start();
        window = new FxWindow(db.home(), Inlets.NONE, 1280, 800);
        window.open(db.target());
    }

    @AfterEach
    void close() {
        window.close();
        backEnd.stop(0);
    }

    @Test
    void a_target_is_tried_added_paused_and_removed() {
        window.run(() -> window.main().show(View.TARGETS));
        window.await("the form of the first one", there -> there.shows("The database stays first"));
        window.press(".target-page", "Add");
        window.await("what is missing", there -> there.texts(".target-page").contains("Langfuse needs the public-key"));

        preset(Preset.OTLP);
        type("name", "collector");
        type("endpoint", "http://localhost:" + backEnd.getAddress().getPort());
        window.press(".target-page", "Test connection");
        window.await(
                "what it said",
                there -> there.texts(".target-page")
                        .contains("It did not take a small span: 401 Unauthorized.\nwho are you?"));
        status = 200;
        window.press(".target-page", "Test connection");
        window.await("that it took it", there -> there.texts(".target-page").contains("It took a small span: 200 OK."));
        assertThat(asked).containsOnly("/v1/traces");
        assertThat(targets().list()).isEmpty();

        type("filter", "status:");
        window.press(".target-page", "Add");
        window.await(
                "what the filter lacks", there -> there.texts(".target-page").contains("The filter of the target"));
        type("filter", "");
        window.press(".target-page", "Add");
        window.await("its page", there -> there.shows("All runs go there."));
        assertThat(targets().named("collector").preset()).isEqualTo(Preset.OTLP);

        window.press(".target-page", "Edit");
        assertThat(window.ask(() -> window.find("#target-name").isDisabled())).isTrue();
        type("filter", "-user:me");
        window.press(".target-page", "Save");
        window.await("its page", there -> there.shows("-user:me"));
        assertThat(targets().named("collector").filter()).isEqualTo("-user:me");
        assertThat(targets().named("collector").answers()).containsKey("endpoint");

        window.press(".target-page", "Pause");
        window.await("that it is paused", there -> there.texts(".targets-panel").contains("What changes meanwhile"));
        assertThat(targets().named("collector").paused()).isTrue();

        window.press(".target-page", "Remove");
        assertThat(targets().list()).extracting(Target::name).containsExactly("collector");
        window.press(".target-page", "Really remove");
        window.await("the form again", there -> there.shows("The database stays first"));
        assertThat(targets().list()).isEmpty();
    }

    @Test
    void runs_that_are_there_are_shown_to_the_letter_and_sent() {
        write();
        targets()
                .add(
                        Target.of("later", Preset.OTLP, Map.of("endpoint", address()))
                                .withPaused(true),
                        TargetSecrets.NONE);
        window.run(() -> ((TextField) window.find("#editor")).setText("user:ana "));
        window.await("the runs", there -> there.texts(".run-list").contains("flights"));
        window.run(
                () -> ((ListView<?>) window.find("#list")).getSelectionModel().clearAndSelect(0));
        window.run(() -> window.main().show(View.TARGETS));
        window.await("the target", there -> there.texts(".targets-panel").contains("Paused."));
        window.press(".target-page", "Send runs …");
        window.await("what would leave", there -> requests().contains("\"name\" : \"flights\""));
        assertThat(requests())
                .contains("\"url\" : \"" + address() + "/v1/traces\"")
                .doesNotContain("trains");
        assertThat(asked).as("nothing has left").isEmpty();
        window.run(() -> ((WhichRuns) window.find("#target-runs")).setValue(true));
        window.await(
                "both", there -> requests().contains("trains") && requests().contains("flights"));

        window.press(".target-page", "Send");
        window.await("why not", there -> there.texts(".banner").contains("Not all was sent to later: 401"));
        assertThat(window.texts(".banner")).contains("who are you?", "What went before stays there: 0 spans.");

        status = 503;
        sendSelected();
        window.await("how far it is", there -> there.ask(() -> strip().isPresent()));
        window.run(() -> ((Button) strip().orElseThrow().lookup(".button")).fire());
        window.await("that it ended", there -> there.shows("Ended: 0 spans went to later before"));

        status = 200;
        sendSelected();
        window.await("that it went", there -> there.shows("Sent 1 span of 1 trace to later"));

        window.run(() -> window.main().show(View.TARGETS));
        window.await("the target", there -> there.texts(".targets-panel").contains("Paused."));
        window.press(".target-page", "Remove");
        window.press(".target-page", "Really remove");
        window.await("that it is gone", there -> there.shows("The database stays first"));
    }

    private Optional<Node> strip() {
        return window.scene().getRoot().lookupAll(".progress-strip").stream()
                .filter(Node::isVisible)
                .findFirst();
    }

    private void sendSelected() {
        window.run(() -> window.main().show(View.TARGETS));
        window.await("the target", there -> there.texts(".targets-panel").contains("Paused."));
        window.press(".target-page", "Send runs …");
        window.await("what would leave", there -> requests().contains("flights"));
        window.press(".target-page", "Send");
    }

    private String requests() {
        return window.ask(() -> ((TextArea) window.find("#target-requests")).getText());
    }

    private static void write() {
        long start = Instant.now().minusSeconds(60).getEpochSecond() * 1_000_000_000L;
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(Stream.of("trains", "flights")
                    .map(name -> new RecordedSpan(
                            Span.builder(
                                            new SpanId(
                                                    "%032x".formatted(name.hashCode() & 0xffffff), "00000000000000aa"),
                                            name,
                                            SpanKind.AGENT)
                                    .actor(new Actor(name, null, null, "ana", "s", null))
                                    .time(start + name.length() * 1_000_000L, start + 1_000_000_000L)
                                    .build(),
                            Payload.EMPTY))
                    .toList());
        }
    }

    private String address() {
        return "http://localhost:" + backEnd.getAddress().getPort();
    }

    private static Targets targets() {
        return new Targets(db.home());
    }

    @SuppressWarnings("unchecked") // the box of presets
    private void preset(Preset preset) {
        window.run(() -> ((ComboBox<Preset>) window.find("#target-back-end")).setValue(preset));
    }

    private void type(String field, String text) {
        window.run(() -> ((TextField) window.find("#target-" + field)).setText(text));
    }
}
