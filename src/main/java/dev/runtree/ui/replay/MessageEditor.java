package dev.runtree.ui.replay;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** A message of a model call that can be changed, part by part. */
final class MessageEditor {
    private final Message recorded;
    private final Map<String, String> tools;
    private final Runnable changed;
    private final List<PartEditor> parts = new ArrayList<>();
    private final EditCard card;

    /**
     * A part of it.
     *
     * @param text {@code null} for what stays as it is
     */
    private record PartEditor(Part recorded, @Nullable EditedText text) {
        /** The part as it is now; to be asked for on any thread. */
        Supplier<Part> now() {
            if (text == null) {
                return () -> recorded;
            }
            var words = text.text();
            return () -> with(recorded, words.get());
        }
    }

    /**
     * @param number from 1; 0 for a new one
     * @param tools the names of the tools of calls, by the ids of these
     */
    MessageEditor(Message recorded, int number, Map<String, String> tools, Runnable changed) {
        this.recorded = recorded;
        this.tools = tools;
        this.changed = changed;
        var title = number == 0
                ? Messages.text("fork.message.new", recorded.role())
                : Messages.text("fork.message", String.valueOf(number), recorded.role());
        card = new EditCard(title, beginning(recorded), this::inside, changed);
    }

    private static String beginning(Message message) {
        return message.parts().isEmpty() ? "" : said(message.parts().getFirst());
    }

    private static String said(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning thought -> thought.text();
            case Part.ToolCall call -> call.name() + " " + call.arguments();
            case Part.ToolResult result -> result.result();
            case Part.Media media -> Messages.text("fork.part.media");
            case Part.Unknown unknown -> unknown.json();
        };
    }

    private List<? extends Node> inside() {
        recorded.parts().forEach(part -> parts.add(new PartEditor(part, editor(part))));
        return parts.stream().map(MessageEditor::node).toList();
    }

    private static Node node(PartEditor part) {
        if (part.text() != null) {
            return part.text();
        }
        var stays = new WrappedLabel(Messages.text(
                part.recorded() instanceof Part.Media ? "fork.part.media.stays" : "fork.part.unknown.stays"));
        stays.getStyleClass().add("hint");
        return stays;
    }

    private @Nullable EditedText editor(Part part) {
        return switch (part) {
            case Part.Text text -> edited(Messages.text("fork.part.text"), text.text());
            case Part.Reasoning thought -> edited(Messages.text("fork.part.reasoning"), thought.text());
            case Part.ToolCall call -> edited(Messages.text("fork.part.call", call.name()), call.arguments());
            case Part.ToolResult result -> {
                var tool = result.name() != null ? result.name() : tools.get(String.valueOf(result.id()));
                yield edited(
                        tool == null ? Messages.text("fork.part.result") : Messages.text("fork.part.result.of", tool),
                        result.result());
            }
            case Part.Media media -> null;
            case Part.Unknown unknown -> null;
        };
    }

    private EditedText edited(String name, String text) {
        return new EditedText(name, text, changed);
    }

    private static Part with(Part part, String words) {
        return switch (part) {
            case Part.Text text -> new Part.Text(words);
            case Part.Reasoning thought -> new Part.Reasoning(words);
            case Part.ToolCall call -> new Part.ToolCall(call.id(), call.name(), words);
            case Part.ToolResult result -> new Part.ToolResult(result.id(), result.name(), words);
            case Part.Media media -> media;
            case Part.Unknown unknown -> unknown;
        };
    }

    EditCard card() {
        return card;
    }

    void focus() {
        card.open(true);
        parts.stream()
                .map(PartEditor::text)
                .filter(text -> text != null)
                .findFirst()
                .ifPresent(EditedText::focus);
    }

    /** The message as it is now, to be asked for on any thread; {@code null} when it was taken out. */
    @Nullable Supplier<Message> edited() {
        if (card.isRemoved()) {
            return null;
        }
        if (parts.stream().noneMatch(part -> part.text() != null && part.text().isEdited())) {
            return () -> recorded;
        }
        var now = parts.stream().map(PartEditor::now).toList();
        return () -> new Message(
                recorded.role(),
                recorded.name(),
                now.stream().map(Supplier::get).toList());
    }
}
