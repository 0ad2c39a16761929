package dev.runtree.bench;

import dev.runtree.ui.Fonts;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.text.JsonText;
import dev.runtree.ui.text.TextView;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import jfx.incubator.scene.control.richtext.CodeArea;

/**
 * A payload of 20 MB in the window's text view, each step with its painting, beside JavaFX's {@code CodeArea} doing the same
 * with the same text. Rendered in software into a picture of 800 by 600.
 */
final class TextsBenchmark implements Section {
    private static final int SIZE = 20_000_000;
    private static final int TIMES = 7;

    private final Toolkit toolkit = Toolkit.headless();

    @Override
    public String name() {
        return "texts";
    }

    @Override
    public void run(Report report) throws Exception {
        var json = conversation();
        var pretty = JsonText.pretty(json).orElseThrow();
        shown(report, "JSON", json, pretty);
        var line = "0123456789 ".repeat(SIZE / 11);
        shown(report, "one line", line, line);
        searched(report, json, pretty);
    }

    /** A conversation as providers send it, with arguments as JSON in strings. */
    private static String conversation() {
        var json = new StringBuilder("{\"messages\":[");
        for (var i = 0; json.length() < SIZE; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"role\":\"assistant\",\"content\":\"Answer ")
                    .append(i)
                    .append(" of the model, some words long\\nand on two lines\",\"tool_calls\":[{\"id\":\"call_")
                    .append(i)
                    .append("\",\"function\":{\"name\":\"search\",\"arguments\":\"{\\\"q\\\":\\\"caf\\u00e9 ")
                    .append(i)
                    .append(
                            "\\\",\\\"max\\\":250.00}\"}}],\"usage\":{\"input_tokens\":1518,\"cost\":0.0031},\"logprobs\":null}");
        }
        return json.append("]}").toString();
    }

    private void shown(Report report, String what, String text, String laidOut) {
        var first = new Medians();
        var end = new Medians();
        var fold = new Medians();
        var unfold = new Medians();
        var codeFirst = new Medians();
        var codeEnd = new Medians();
        for (var i = 0; i <= TIMES; i++) {
            var counts = i > 0;
            var background = new Background();
            var view = fx(() -> new TextView(background));
            var scene = scene(view);
            add(first, counts, time(scene, () -> view.show(text)));
            Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
            add(end, counts, time(scene, () -> press(view, KeyCode.END)));
            if (text.startsWith("{")) {
                add(fold, counts, time(scene, () -> press(view, KeyCode.OPEN_BRACKET)));
                add(unfold, counts, time(scene, () -> press(view, KeyCode.CLOSE_BRACKET)));
            }
            if (i < 3) {
                codeArea(laidOut, codeFirst, codeEnd);
            }
        }
        figure(report, "first of 20 MB shown, " + what, 150, first, codeFirst);
        figure(report, "jump to its end, " + what, 200, end, codeEnd);
        if (text.startsWith("{")) {
            report.line("fold all %.0f ms, unfold all %.0f ms, painting included", fold.median(), unfold.median());
        }
    }

    private void codeArea(String text, Medians first, Medians end) {
        var area = fx(() -> {
            var fresh = new CodeArea();
            fresh.setEditable(false);
            fresh.setFont(Fonts.mono(12));
            return fresh;
        });
        var scene = scene(area);
        first.add(time(scene, () -> area.setText(text)));
        end.add(time(scene, () -> area.select(Objects.requireNonNull(area.getDocumentEnd()))));
    }

    private void searched(Report report, String json, String pretty) {
        var took = new Medians();
        var scanned = new Medians();
        for (var i = 0; i <= TIMES; i++) {
            var background = new Background();
            var view = fx(() -> new TextView(background));
            var scene = scene(view);
            fx(() -> {
                view.show(json);
                return true;
            });
            Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
            var started = System.nanoTime();
            fx(() -> {
                ((TextField) view.lookup(".small-field")).setText("CAFÉ");
                return true;
            });
            Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
            fx(() -> scene.snapshot(null));
            add(took, i > 0, (System.nanoTime() - started) / 1e6);
            var plain = System.nanoTime();
            var hits = 0;
            for (var at = pretty.indexOf("caf\\u00e9"); at >= 0; at = pretty.indexOf("caf\\u00e9", at + 1)) {
                hits++;
            }
            add(scanned, i > 0 && hits > 0, (System.nanoTime() - plain) / 1e6);
        }
        report.figure(new Report.Figure(
                "count all hits of words in 20 MB of JSON, escapes read",
                Report.NONE,
                Report.text("%.0f ms", took.median()),
                Report.text("String.indexOf of exact letters %.0f ms", scanned.median()),
                Report.text("%.1f", took.median() / scanned.median())));
    }

    private static void figure(Report report, String what, double target, Medians ours, Medians reference) {
        report.figure(new Report.Figure(
                what,
                Report.text("<= %.0f ms", target),
                Report.text("%.0f ms (%s)", ours.median(), ours.spread()),
                Report.text("CodeArea %.0f ms", reference.median()),
                Report.text("%.2f", ours.median() / reference.median())));
    }

    private static void add(Medians to, boolean counts, double millis) {
        if (counts) {
            to.add(millis);
        }
    }

    private Scene scene(Parent root) {
        return fx(() -> {
            var scene = new Scene(root, 800, 600);
            Theme.install(scene);
            scene.snapshot(null);
            return scene;
        });
    }

    /** Milliseconds on the FX thread for a change, its layout and its painting. */
    private double time(Scene scene, Runnable change) {
        return fx(() -> {
            var started = System.nanoTime();
            change.run();
            scene.snapshot(null);
            return (System.nanoTime() - started) / 1e6;
        });
    }

    private static void press(Node view, KeyCode code) {
        var pane = view.lookup(".text-pane");
        Event.fireEvent(pane, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private <T> T fx(Supplier<T> work) {
        return toolkit.call(work);
    }
}
