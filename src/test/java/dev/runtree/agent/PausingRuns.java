package dev.runtree.agent;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What tests of runs that pause begin with. */
final class PausingRuns {
    private PausingRuns() {}

    /** A model that answers by a script. */
    static Model model(Path folder, String script) {
        try {
            Files.writeString(folder.resolve("travel.yaml"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Models(folder, Map.of()).open("scripted:travel.yaml");
    }

    /** An application that takes up nothing by itself. */
    static AgentOs open(Component component, Database database) {
        return AgentOs.builder()
                .components(component)
                .db(database)
                .takesUp(false)
                .build();
    }

    static RunOutput goOn(AgentOs os, RunOutput paused) {
        return Objects.requireNonNull(os.goOn(paused.runId(), null), "nothing that could go on");
    }
}
