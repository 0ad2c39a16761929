package dev.runtree.provenance;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.Place.Where;
import dev.runtree.provenance.Source.Teller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@link Seen} of what is recorded of steps. */
public final class SeenBuilder {
    private final Texts texts;
    private final Producers producers;
    private final List<Seen.Said> said = new ArrayList<>();
    private final List<Seen.Said> definitions = new ArrayList<>();
    private final Map<String, String> toolsById = new HashMap<>();
    private boolean recorded;
    private boolean whole = true;
    private int media;

    public SeenBuilder(Texts texts) {
        this(texts, (tool, result) -> null);
    }

    /** @param producers tells which step a result in a message was made by, so that it is found there */
    public SeenBuilder(Texts texts, Producers producers) {
        this.texts = texts;
        this.producers = producers;
    }

    /** Knows the steps behind results. */
    public interface Producers {
        /** The step that gave a result; {@code null} when it is not known. */
        @Nullable SpanId of(@Nullable String tool, String result);
    }

    public Seen build() {
        var all = new ArrayList<>(said);
        all.addAll(definitions);
        return new Seen(all, recorded, media, whole);
    }

    /** What went into a call of a model; of one without messages, its input. */
    public SeenBuilder asked(SpanId call, Content content) {
        return asked(call, content, content.inputMessages().size());
    }

    /** Only the first so many messages that went into a call: what was seen before one of them was said. */
    public SeenBuilder asked(SpanId call, Content content, int messages) {
        var input = content.inputMessages();
        messages(call, Where.ASKED, input.subList(0, Math.min(messages, input.size())));
        var text = content.input();
        if (input.isEmpty() && text != null && !text.isBlank()) {
            add(text, Teller.INPUT, null, new Place(call, Where.INPUT, 0));
            recorded = true;
        }
        recorded |= !input.isEmpty();
        for (var i = 0; i < content.tools().size(); i++) {
            var tool = content.tools().get(i);
            definitions.add(new Seen.Said(
                    number(tool), new Source(Teller.DEFINITION, toolName(tool), new Place(call, Where.DEFINITION, i))));
        }
        return this;
    }

    /** With which arguments a call of a model asked for a tool. */
    public SeenBuilder requested(SpanId call, Content content, @Nullable String tool) {
        for (var at = 0; at < content.outputMessages().size(); at++) {
            for (var part : content.outputMessages().get(at).parts()) {
                if (part instanceof Part.ToolCall asked && asked.name().equals(tool)) {
                    add(asked.arguments(), Teller.OTHER, tool, new Place(call, Where.ANSWERED, at));
                }
            }
        }
        return this;
    }

    /** What a model answered. */
    public SeenBuilder answered(SpanId call, Content content) {
        messages(call, Where.ANSWERED, content.outputMessages());
        return this;
    }

    /** What a tool or a retrieval gave. */
    public SeenBuilder gave(SpanId step, @Nullable String name, Content content) {
        var result = content.toolResult() != null ? content.toolResult() : content.output();
        var error = content.error() == null ? null : content.error().message();
        for (var text : new @Nullable String[] {result, error}) {
            if (text != null) {
                add(text, Teller.TOOL, name, new Place(step, Where.RESULT, 0));
            }
        }
        for (var i = 0; i < content.documents().size(); i++) {
            var document = content.documents().get(i);
            for (var text : new @Nullable String[] {document.content(), document.id(), document.metadata()}) {
                if (text != null) {
                    add(text, Teller.DOCUMENT, document.id(), new Place(step, Where.DOCUMENT, i));
                }
            }
        }
        return this;
    }

    /** What a tool was asked. */
    public SeenBuilder arguments(SpanId step, Content content) {
        if (content.toolArguments() != null) {
            add(content.toolArguments(), Teller.MODEL, null, new Place(step, Where.ARGUMENTS, 0));
        }
        return this;
    }

    /** What an agent was given. */
    public SeenBuilder task(SpanId agent, Content content) {
        messages(agent, Where.ASKED, content.inputMessages());
        if (content.inputMessages().isEmpty() && content.input() != null) {
            add(content.input(), Teller.INPUT, null, new Place(agent, Where.INPUT, 0));
        }
        return this;
    }

    private void messages(SpanId step, Where where, List<Message> messages) {
        for (var at = 0; at < messages.size(); at++) {
            var message = messages.get(at);
            for (var part : message.parts()) {
                part(part, message, new Place(step, where, at));
            }
        }
    }

    private void part(Part part, Message message, Place place) {
        switch (part) {
            case Part.Text text -> {
                var teller = teller(message.role());
                add(text.text(), teller, teller == Teller.TOOL ? message.name() : null, place);
            }
            case Part.Reasoning thought -> add(thought.text(), Teller.MODEL, null, place);
            case Part.ToolCall call -> {
                if (call.id() != null) {
                    toolsById.put(call.id(), call.name());
                }
                add(call.arguments(), Teller.MODEL, call.name(), place);
            }
            case Part.ToolResult result -> result(result.result(), name(result, message), place);
            case Part.Media file -> media(file, message, place);
            case Part.Unknown unknown -> add(unknown.json(), teller(message.role()), null, place);
        }
    }

    private void result(String result, @Nullable String tool, Place message) {
        var step = producers.of(tool, result);
        add(result, Teller.TOOL, tool, step == null ? message : new Place(step, Where.RESULT, 0));
    }

    private void media(Part.Media file, Message message, Place place) {
        media++;
        if (!file.uri().startsWith("data:")) {
            add(file.uri(), teller(message.role()), null, place);
        }
    }

    private @Nullable String name(Part.ToolResult result, Message message) {
        if (result.name() != null) {
            return result.name();
        }
        var called = result.id() == null ? null : toolsById.get(result.id());
        return called != null ? called : message.name();
    }

    private static Teller teller(String role) {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "system", "developer" -> Teller.SYSTEM;
            case "user", "human" -> Teller.USER;
            case "assistant", "ai", "model" -> Teller.MODEL;
            case "tool", "function" -> Teller.TOOL;
            default -> Teller.OTHER;
        };
    }

    private static @Nullable String toolName(String definition) {
        return Leaf.of(definition).stream()
                .filter(leaf -> leaf.path().equals("name") || leaf.path().equals("function.name"))
                .filter(leaf -> leaf.kind() == Leaf.Kind.TEXT)
                .map(Leaf::text)
                .findFirst()
                .orElse(null);
    }

    private void add(String text, Teller teller, @Nullable String name, Place place) {
        if (!text.isBlank()) {
            said.add(new Seen.Said(number(text), new Source(teller, name, place)));
        }
    }

    private int number(String text) {
        var number = texts.add(text);
        whole &= texts.isWhole(number);
        return number;
    }
}
