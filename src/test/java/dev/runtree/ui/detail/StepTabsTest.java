package dev.runtree.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.pricing.Prices;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is missing fails the test, as it should
@Tag("fx")
class StepTabsTest {
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = fx(Background::new);
    private final Reader reader = fx(() -> new Reader(background));

    private static RecordedSpan step(String attributes, String links, String resource, String otlp) {
        var span = Span.builder(new SpanId(TRACE, "0123456789abcdef"), "chat", SpanKind.LLM)
                .time(1, 2L)
                .dialect("gen_ai")
                .build();
        return new RecordedSpan(
                span,
                new Payload(
                        attributes, "[]", links, resource, "{\"name\":\"my.lib\",\"version\":\"1.2\"}", otlp, null));
    }

    private <T> T fx(Supplier<T> work) {
        return toolkit.call(work);
    }

    /** Shows a node and waits for what it reads in the background. */
    private <T extends Parent> T shown(Supplier<T> node) {
        var shown = fx(() -> {
            var made = node.get();
            var scene = new Scene(made, 440, 600);
            Theme.install(scene);
            scene.snapshot(null);
            return made;
        });
        settle(shown);
        return shown;
    }

    private void settle(Node node) {
        Quiet.of(background).orTimeout(30, TimeUnit.SECONDS).join();
        fx(() -> node.getScene().snapshot(null));
    }

    @SuppressWarnings("unchecked")
    private static ListView<AttributeCell.Line> list(Node in) {
        return (ListView<AttributeCell.Line>) in.lookup(".attribute-list");
    }

    private void press(Node on, KeyCode code, boolean shift) {
        fx(() -> {
            Event.fireEvent(on, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
            return on;
        });
    }

    private static List<String> texts(Node in) {
        var texts = new ArrayList<String>();
        if (in instanceof Labeled labeled && labeled.getText() != null) {
            texts.add(labeled.getText());
        }
        if (in instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> texts.addAll(texts(child)));
        }
        return texts;
    }

    @Test
    void attributesAreSearchedGroupedFilteredByAndCopiedByKeys() {
        var terms = new ArrayList<String>();
        reader.setAddTerm(terms::add);
        var step = step(
                "{\"gen_ai.request.model\":\"gpt-4.1\",\"gen_ai.usage.input_tokens\":12,\"my.flag\":true,\"my key\":\"a: b\"}",
                "[]",
                "{}",
                null);
        var detail = fx(() -> Detail.of(step));
        var view = shown(() -> new AttributesView(step, detail.attributes(), reader));
        var list = list(view);
        assertThat(fx(() -> list.getItems().size())).isEqualTo(4);

        fx(() -> {
            ((TextField) view.lookup(".small-field")).setText("GPT");
            list.getSelectionModel().select(0);
            return view;
        });
        settle(view);
        assertThat(fx(() -> texts(view)))
                .contains("1 of 4", "string · read as model, of gen_ai", "gen_ai.request.model");
        press(list, KeyCode.F, false);
        press(list, KeyCode.F, true);
        press(list, KeyCode.C, false);
        assertThat(terms).containsExactly("attr.gen_ai.request.model:gpt-4.1", "-attr.gen_ai.request.model:gpt-4.1");
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo("gpt-4.1");

        fx(() -> {
            ((TextField) view.lookup(".small-field")).clear();
            list.getSelectionModel().select(3);
            return view;
        });
        press(list, KeyCode.F, false);
        assertThat(terms).last().isEqualTo("attr.\"my key\":\"a: b\"");
        settle(view);
        assertThat(fx(() -> texts(view))).contains("string · read by no dialect");

        press(list, KeyCode.G, false);
        assertThat(fx(() -> list.getItems().stream()
                        .map(AttributeCell.Line::group)
                        .distinct()
                        .toList()))
                .containsExactly("gen_ai.request", "gen_ai.usage", "my", "my key");
    }

    @Test
    void whatReadsOtherwiseThanItWasSentIsSaid() {
        var step = step("{\"k\":\"QUJD\"}", "[]", "{}", "{\"changed\":[\"bytes are written in base64\"]}");
        var view = shown(() -> new AttributesView(step, Detail.of(step).attributes(), reader));
        assertThat(fx(() -> ((Label) view.lookup(".attributes-note")).getText()))
                .isEqualTo("Not as it was sent: bytes are written in base64.");
    }

    @Test
    void whatWasBytesOrNoNumberIsMarkedInItsLine() {
        var sent = new OtlpReader(Prices.none())
                .traces(
                        Encoding.JSON,
                        ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + TRACE
                                        + "\",\"spanId\":\"0123456789abcdef\",\"name\":\"s\",\"attributes\":["
                                        + "{\"key\":\"b\",\"value\":{\"bytesValue\":\"QUJD\"}},"
                                        + "{\"key\":\"n\",\"value\":{\"doubleValue\":\"NaN\"}},"
                                        + "{\"key\":\"s\",\"value\":{\"stringValue\":\"NaN\"}}]}]}]}]}")
                                .getBytes(StandardCharsets.UTF_8),
                        Source.OTLP)
                .spans()
                .getFirst();
        var view = shown(() -> new AttributesView(sent, Detail.of(sent).attributes(), reader));
        assertThat(fx(() -> texts(view))).contains("sent as bytes", "sent as double", "not read");
    }

    @Test
    void tenThousandAttributesMakeAsManyCellsAsAreSeen() {
        var attributes = new StringBuilder("{");
        for (var i = 0; i < 10_000; i++) {
            attributes
                    .append(i == 0 ? "" : ",")
                    .append("\"key.")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        var step = step(attributes.append('}').toString(), "[]", "{}", null);
        var view = shown(() -> new AttributesView(step, Detail.of(step).attributes(), reader));
        assertThat(fx(() -> list(view).getItems().size())).isEqualTo(10_000);
        assertThat(fx(() -> view.lookupAll(".attribute").size())).isLessThan(60);
    }

    @Test
    void theOriginNamesTheSdkAndLeadsToLinkedSteps() {
        var jumps = new ArrayList<SpanId>();
        reader.setGoTo(jumps::add);
        var step = step(
                "{}",
                "[{\"trace_id\":\"" + TRACE
                        + "\",\"span_id\":\"1111111111111111\",\"attributes\":{\"why\":\"retry\"}}]",
                "{\"attributes\":{\"telemetry.sdk.name\":\"opentelemetry\",\"telemetry.sdk.language\":\"python\","
                        + "\"telemetry.sdk.version\":\"1.38.0\",\"service.name\":\"shop\"}}",
                "{\"kind\":3}");
        var tab = shown(() -> new OriginTab(step, reader));
        assertThat(fx(() -> texts(tab))).contains("SDK", "Instrumentation", "Resource  4", "Links", "Go to");
        fx(() -> {
            ((Hyperlink) tab.lookup(".hyperlink")).fire();
            return tab;
        });
        assertThat(jumps).containsExactly(new SpanId(TRACE, "1111111111111111"));
    }

    @Test
    void theJsonIsAsStoredOrAsOtlp() {
        var step = step("{\"n\":1.50}", "[]", "{}", null);
        var tab = shown(() -> new JsonTab(step, reader));
        assertThat(json(tab)).contains("\"attributes\":{\"n\":1.50}");
        fx(() -> {
            ((ToggleButton) tab.lookupAll(".toggle-button").stream()
                            .filter(node -> ((ToggleButton) node).getText().equals("As OTLP"))
                            .findFirst()
                            .orElseThrow())
                    .fire();
            return tab;
        });
        settle(tab);
        assertThat(json(tab)).contains("\"resourceSpans\"", "\"doubleValue\"");
    }

    private String json(JsonTab tab) {
        return fx(() -> ((dev.runtree.ui.text.TextView) tab.lookup(".text-view")).text());
    }
}
