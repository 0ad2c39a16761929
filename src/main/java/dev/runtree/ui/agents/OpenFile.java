package dev.runtree.ui.agents;

import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentFile;
import dev.runtree.agent.Component;
import dev.runtree.agent.Team;
import dev.runtree.agent.Workflow;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.model.RunType;
import dev.runtree.ui.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that was opened.
 *
 * @param read what it describes; {@code null} when it cannot be used
 * @param mistake why not, with line and column where it is about a place; {@code null} otherwise
 */
record OpenFile(
        Path path, @Nullable AgentFile read, @Nullable String mistake) {
    private static final Pattern PLACE = Pattern.compile("(.*?):(\\d+):(\\d+): (.*)", Pattern.DOTALL);

    @Nullable Component component() {
        return read == null ? null : read.component();
    }

    /** Why it cannot be used, in plain words: at which line and column; empty when it can be. */
    String told() {
        if (mistake == null) {
            return "";
        }
        var place = PLACE.matcher(mistake);
        if (!place.matches()) {
            return mistake;
        }
        return place.group(1).equals(path.toString())
                ? Messages.text("agents.at", place.group(2), place.group(3), place.group(4))
                : Messages.text(
                        "agents.at.other", beside(place.group(1)), place.group(2), place.group(3), place.group(4));
    }

    /** A file that this one names, as seen from its folder. */
    private String beside(String other) {
        try {
            return path.resolveSibling("").relativize(Path.of(other)).toString();
        } catch (IllegalArgumentException e) {
            // On another drive, or no path.
            return other;
        }
    }

    /** What people call it. */
    String name() {
        var component = component();
        return component == null ? String.valueOf(path.getFileName()) : component.name();
    }

    RunType type() {
        return switch (component()) {
            case Team _ -> RunType.TEAM;
            case Workflow _ -> RunType.WORKFLOW;
            case Agent _ -> RunType.AGENT;
            case null -> RunType.AGENT;
        };
    }

    /** The agent that is asked first; {@code null} of a workflow and of a file that cannot be used. */
    @Nullable Agent lead() {
        return switch (component()) {
            case Agent agent -> agent;
            case Team team -> team.leader();
            case Workflow _ -> null;
            case null -> null;
        };
    }

    /** The name of the model that is asked first; {@code null} when there is none. */
    @Nullable String model() {
        var lead = lead();
        return lead == null ? null : lead.model().name();
    }

    List<String> tools() {
        var lead = lead();
        return lead == null
                ? List.of()
                : lead.tools().stream().map(AgentTool::name).toList();
    }
}
