package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.edit.SystemPrompt;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A model call: its system prompt, its messages, the tools that it is offered, its parameters. */
final class AskingEditor extends StepEditor {
    /** Those before them are looked at more rarely, and each costs a row. */
    private static final int LAST = 100;

    /** Those that came last are what the call is about. */
    private static final int OPEN = 2;

    private final Asking recorded;
    private final Runnable changed;
    private final EditedText system;
    private final EditedText parameters;
    private final List<MessageEditor> messages = new ArrayList<>();
    private final List<ToolEditor> tools;
    private final VBox cards = new VBox();
    private final boolean hasSystem;

    AskingEditor(Asking recorded, Runnable changed) {
        this.recorded = recorded;
        this.changed = changed;
        getStyleClass().add("step-editor");
        hasSystem = SystemPrompt.isFirstOf(recorded.messages());
        system = new EditedText(
                Messages.text("fork.system"),
                hasSystem ? recorded.messages().getFirst().text() : "",
                changed);
        var called = called(recorded.messages());
        var first = hasSystem ? 1 : 0;
        for (var at = first; at < recorded.messages().size(); at++) {
            messages.add(new MessageEditor(recorded.messages().get(at), at + 1, called, changed));
        }
        tools = recorded.tools().stream()
                .map(tool -> new ToolEditor(tool, changed))
                .toList();
        parameters = new EditedText(
                Messages.text("fork.parameters"),
                recorded.parameters().isEmpty() ? "" : recorded.parameters().toString(),
                changed);
        cards.getStyleClass().add("edit-cards");
        getChildren().addAll(system, title("fork.messages"), cards, adding(), parameters);
        if (!tools.isEmpty()) {
            var offered = new VBox();
            offered.getStyleClass().add("edit-cards");
            tools.forEach(tool -> offered.getChildren().add(tool.card()));
            getChildren().addAll(title("fork.tools"), offered);
        }
        show(Math.max(0, messages.size() - LAST));
        messages.stream()
                .skip(Math.max(0, messages.size() - OPEN))
                .forEach(message -> message.card().open(true));
    }

    /** The names of the tools by the ids of their calls: a result often has only the id. */
    private static Map<String, String> called(List<Message> messages) {
        var names = new HashMap<String, String>();
        for (var message : messages) {
            for (var part : message.parts()) {
                if (part instanceof Part.ToolCall call && call.id() != null) {
                    names.put(call.id(), call.name());
                }
            }
        }
        return names;
    }

    private static Node title(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("edited-name");
        return label;
    }

    private void show(int from) {
        cards.getChildren()
                .setAll(messages.stream().skip(from).map(MessageEditor::card).toList());
        if (from > 0) {
            var more = new Button(
                    Messages.text("fork.messages.before", Figures.count(Math.min(from, LAST)), Figures.count(from)));
            more.getStyleClass().add("small");
            more.setOnAction(event -> show(Math.max(0, from - LAST)));
            cards.getChildren().addFirst(more);
        }
    }

    private Node adding() {
        var line = new HBox();
        line.getStyleClass().add("edit-adding");
        line.getChildren()
                .addAll(
                        adding("fork.message.add.user", "user"),
                        adding("fork.message.add.assistant", "assistant"),
                        adding("fork.message.add.system", "system"));
        return line;
    }

    private Button adding(String key, String role) {
        var add = new Button(Messages.text(key));
        add.getStyleClass().add("small");
        add.setOnAction(event -> add(role));
        return add;
    }

    private void add(String role) {
        var added = new MessageEditor(Message.text(role, ""), 0, Map.of(), changed);
        messages.add(added);
        cards.getChildren().add(added.card());
        added.focus();
        changed.run();
    }

    @Override
    Supplier<EditableStep> edited() {
        var prompt = system.text();
        var isPromptEdited = system.isEdited();
        var said = messages.stream()
                .map(MessageEditor::edited)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        var offered = tools.stream()
                .map(ToolEditor::edited)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        var isSet = parameters.isEdited();
        var set = parameters.text();
        return () -> {
            var rest = said.stream().map(Supplier::get);
            var unedited = hasSystem
                    ? Stream.concat(Stream.of(recorded.messages().getFirst()), rest)
                            .toList()
                    : rest.toList();
            return new Asking(
                    recorded.model(),
                    isSet ? Parameters.object(Messages.text("fork.parameters"), set.get()) : recorded.parameters(),
                    isPromptEdited ? SystemPrompt.before(unedited, prompt.get()) : unedited,
                    offered.stream().map(Supplier::get).toList());
        };
    }

    @Override
    void focus() {
        system.focus();
    }
}
