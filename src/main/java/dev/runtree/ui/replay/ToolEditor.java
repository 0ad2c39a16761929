package dev.runtree.ui.replay;

import dev.runtree.replay.edit.OfferedTool;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** A tool that a model is offered: what it is told that the tool is for, and what arguments it takes. */
final class ToolEditor {
    private final OfferedTool recorded;
    private final Runnable changed;
    private final EditCard card;
    private @Nullable EditedText description;
    private @Nullable EditedText parameters;

    ToolEditor(OfferedTool recorded, Runnable changed) {
        this.recorded = recorded;
        this.changed = changed;
        card = new EditCard(recorded.name(), told(recorded), this::inside, changed);
    }

    private static String told(OfferedTool tool) {
        return tool.description() == null ? "" : tool.description();
    }

    private List<? extends Node> inside() {
        var words = new EditedText(Messages.text("fork.tool.description"), told(recorded), changed);
        var schema = new EditedText(Messages.text("fork.tool.parameters"), recorded.parameters(), changed);
        description = words;
        parameters = schema;
        return List.of(words, schema);
    }

    EditCard card() {
        return card;
    }

    /**
     * The tool as it is now, to be asked for on any thread; {@code null} when it was taken out.
     *
     * @throws Refused when its schema is none, from what is given
     */
    @Nullable Supplier<OfferedTool> edited() {
        var words = description;
        var schema = parameters;
        if (card.isRemoved()) {
            return null;
        } else if (words == null || schema == null || !(words.isEdited() || schema.isEdited())) {
            return () -> recorded;
        }
        var told = words.text();
        var arguments = schema.text();
        return () -> {
            var text = told.get();
            var name = Messages.text("fork.tool.parameters.of", recorded.name());
            Parameters.object(name, arguments.get());
            return new OfferedTool(recorded.name(), text.isEmpty() ? null : text, arguments.get());
        };
    }
}
