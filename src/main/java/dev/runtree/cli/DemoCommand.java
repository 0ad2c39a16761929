package dev.runtree.cli;

import dev.runtree.agent.RunOutput;
import dev.runtree.agent.demo.Demo;
import dev.runtree.agent.demo.Examples;
import dev.runtree.model.Figures;
import dev.runtree.model.Trace;
import dev.runtree.settings.AgentFiles;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.Databases;
import dev.runtree.store.RunQueries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Make real runs with the embedded runtime, and open the window on them.",
            "Its models are scripts: nothing is sent anywhere and nothing is paid, unless --model names another.",
            "Without a display it prints the run trees and writes pictures of the window."
        })
final class DemoCommand implements Runnable {
    private static final Size PICTURE = new Size(1440, 900);

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--no-window", description = "print the trees and write pictures, also where there is a display")
    private boolean noWindow;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "where to write the pictures (default: in the data folder)")
    private @Nullable Path pictures;

    @Option(names = "--model", paramLabel = "PROVIDER:NAME", description = "a model that plays all agents")
    private @Nullable String modelName;

    DemoCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        DatabaseTarget target = common.traces(program.home());
        boolean window = !noWindow && program.screens().hasDisplay();
        program.terminal().progress("Starting the database ...");
        try (var databases = common.openAll(program);
                var _ = common.copying(databases.traces(), program)) {
            program.terminal().progress("Running the demo's agents ...");
            List<RunOutput> outputs = new ArrayList<>(Demo.run(databases, modelName, program.terminal()::progress));
            if (modelName == null) {
                outputs.addAll(examples(databases));
            }
            if (window) {
                program.terminal().progress("Opening the window ...");
                program.screens()
                        .open(new Screens.Window(
                                program.home(),
                                new SettingsFile(program.home()).load(),
                                target,
                                common.separatePrimary(program.home()),
                                telling(outputs)));
            } else {
                trees(new RunQueries(databases.traces()), outputs);
                pictures(target, telling(outputs));
            }
        }
    }

    /** What the view of agents shows: a conversation with the team of the examples, unless files of the reader's are open there. */
    private List<RunOutput> examples(Databases databases) {
        var kept = new SettingsFile(program.home());
        if (!AgentFiles.of(kept.load()).isEmpty()) {
            return List.of();
        }
        program.terminal().progress("Talking with the example team ...");
        List<Path> files = Examples.write(Examples.folder(program.home()));
        List<RunOutput> outputs = Examples.talk(databases, files.getFirst());
        kept.save(kept.load().withChoice(AgentFiles.CHOICE, AgentFiles.told(files)));
        return outputs;
    }

    private void trees(RunQueries queries, List<RunOutput> outputs) {
        for (RunOutput output : outputs) {
            Trace trace = queries.run(output.id())
                    .fetch()
                    .orElseThrow(() -> new Failure("The run " + output.runId() + " is gone from the database."));
            new TreeText(program.terminal(), trace, new Payloads(List.of())).print();
            program.out().line("");
        }
        program.out().line(Figures.count(outputs.size()) + " runs. See them again: ./runtree ls, ./runtree show ID");
        program.out().flush();
    }

    /** The run to look at first: one that answered although a tool had failed it. */
    private static @Nullable String telling(List<RunOutput> outputs) {
        return outputs.stream()
                .filter(output ->
                        !output.failed() && output.toolCalls().stream().anyMatch(call -> call.errorType() != null))
                .map(RunOutput::runId)
                .findFirst()
                .orElse(null);
    }

    private void pictures(DatabaseTarget target, @Nullable String run) {
        Path folder = pictures == null ? program.home().root().resolve("screenshots") : pictures.toAbsolutePath();
        OwnerOnly.folder(folder);
        program.terminal().progress("Rendering the window ...");
        for (String view : program.screens().views()) {
            for (boolean dark : List.of(false, true)) {
                program.screens()
                        .render(new Screens.Picture(
                                program.home(),
                                target,
                                common.separatePrimary(program.home()),
                                view,
                                dark,
                                PICTURE.width(),
                                PICTURE.height(),
                                run,
                                folder.resolve(view + (dark ? "-dark" : "-light") + ".png")));
            }
        }
        program.out().line("Pictures of the window: " + folder);
    }
}
