package dev.runtree.ui.transcript;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.transcript.Entry.Aside.About;
import dev.runtree.ui.transcript.Entry.Speaker;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a call of a model adds to a transcript: what is new in what it saw, and what it answered. */
final class ModelTurn {
    private final Scene scene;
    private final int place;
    private final Span span;
    private final boolean isAnswer;
    private final Consumer<Entry> made;

    /** @param isAnswer whether its words are the run's answer */
    ModelTurn(Scene scene, int place, Span span, boolean isAnswer, Consumer<Entry> made) {
        this.scene = scene;
        this.place = place;
        this.span = span;
        this.isAnswer = isAnswer;
        this.made = made;
    }

    void add(Content content) {
        untold(scene, content.inputMessages(), made);
        heard(content.inputMessages());
        var answers = content.outputMessages();
        for (var message : answers) {
            for (var part : message.parts()) {
                answered(part);
            }
        }
        if (answers.isEmpty() && content.output() != null && !content.output().isBlank()) {
            says(content.output());
        }
    }

    /** What is new in what the model saw. */
    private void heard(List<Message> messages) {
        var from = lastOfModel(messages) + 1;
        var history = new StringBuilder();
        var earlier = 0;
        for (var i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            if (!scene.isNew(message)) {
                continue;
            }
            var text = message.text();
            scene.say(text);
            if (isSystem(message)) {
                made.accept(new Entry.Aside(place, scene.depth(), About.SYSTEM, 1, Clip.of(text)));
            } else if (i < from) {
                earlier++;
                history.append(message.role()).append(": ").append(text).append("\n\n");
            } else if (!message.role().equals("tool")) {
                flush(earlier, history);
                earlier = 0;
                if (scene.isMadeOfWhatWasAsked(text)) {
                    made.accept(new Entry.Aside(place, scene.depth(), About.PROMPT, 1, Clip.of(text)));
                } else {
                    made.accept(scene.asks(place, span.startNanos(), text));
                }
            }
        }
        flush(earlier, history);
    }

    private void flush(int count, StringBuilder history) {
        if (count > 0) {
            made.accept(new Entry.Aside(
                    place,
                    scene.depth(),
                    About.HISTORY,
                    count,
                    Clip.of(history.toString().strip())));
            history.setLength(0);
        }
    }

    private static int lastOfModel(List<Message> messages) {
        for (var i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("assistant")) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private void answered(Part part) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isBlank()) {
                    says(text.text());
                }
            }
            case Part.Reasoning thought -> {
                if (!thought.text().isBlank()) {
                    made.accept(new Entry.Aside(place, scene.depth(), About.REASONING, 1, Clip.of(thought.text())));
                }
            }
            case Part.ToolCall call -> scene.ask(place, call);
            case Part.ToolResult result ->
                made.accept(new Entry.Call(
                        place,
                        scene.depth(),
                        result.name() == null ? "" : result.name(),
                        null,
                        Clip.of(result.result()),
                        null,
                        null,
                        false));
            case Part.Media media ->
                made.accept(new Entry.Note(place, scene.depth(), SpanKind.OTHER, media(media), "", null, null, false));
            case Part.Unknown unknown -> {}
        }
    }

    private static String media(Part.Media media) {
        var type = media.mimeType() == null ? "media" : media.mimeType();
        return media.uri().startsWith("data:")
                ? type
                : type + " " + Clip.of(media.uri()).line(120);
    }

    private void says(String text) {
        scene.speak(text);
        made.accept(new Entry.Said(
                place,
                scene.depth(),
                Speaker.AGENT,
                scene.place() == place ? Names.of(span).subject() : scene.name(),
                null,
                scene.kind().startsRun() ? scene.kind() : SpanKind.LLM,
                span.model(),
                span.endNanos() == null ? span.startNanos() : span.endNanos(),
                Clip.of(text),
                isAnswer && scene.depth() == 0));
    }

    /** Calls that the model asked for and of which no step tells, with the results that it saw. */
    static void untold(Scene scene, List<Message> seen, Consumer<Entry> made) {
        for (var asked : scene.untold()) {
            var result = result(asked.call(), seen);
            made.accept(new Entry.Call(
                    asked.place(),
                    scene.depth(),
                    asked.call().name(),
                    Clip.of(asked.call().arguments()),
                    result == null ? null : Clip.of(result),
                    null,
                    null,
                    false));
        }
    }

    private static @Nullable String result(Part.ToolCall call, List<Message> seen) {
        for (var message : seen.reversed()) {
            for (var part : message.parts()) {
                if (part instanceof Part.ToolResult result && answers(result, call)) {
                    return result.result();
                }
            }
        }
        return null;
    }

    private static boolean answers(Part.ToolResult result, Part.ToolCall call) {
        return (call.id() != null && result.id() != null)
                ? call.id().equals(result.id())
                : call.name().equals(result.name());
    }
}
