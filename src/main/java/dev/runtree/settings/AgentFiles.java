package dev.runtree.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The files of agents that the window has open. */
public final class AgentFiles {
    /** The choice that keeps them. */
    public static final String CHOICE = "agents.files";

    private AgentFiles() {}

    /** In the order in which they were opened; none when none is. */
    public static List<Path> of(Settings settings) {
        return settings.choice(CHOICE).orElse("").lines().map(Path::of).toList();
    }

    /** As a choice says it. */
    public static String told(Collection<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining("\n"));
    }
}
