package dev.runtree.cli;

import dev.runtree.export.send.TargetId;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.store.SendQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Add a back end that gets copies of what is traced from now on.",
            "The window and \"runtree serve\" send them; \"runtree export --to\" sends what was there before."
        },
        footer = {
            "",
            "Such as",
            "  runtree targets add team langfuse region=eu",
            "  runtree targets add here phoenix endpoint=http://localhost:6006",
            "  runtree targets add collector otlp endpoint=https://otel.example.com:4317 --protocol grpc",
        })
final class AddTarget implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "what you call it")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "PRESET",
            description = "langfuse, langsmith, arize, phoenix, langtrace, logfire, mlflow, maxim, otlp")
    private String preset = "";

    @Parameters(
            index = "2..*",
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "what the preset asks for, such as region=eu; what is missing is told. Never a secret")
    private String[] answers = {};

    @Mixin
    private TargetKeys keys = new TargetKeys();

    @Mixin
    private TargetOptions options = new TargetOptions();

    AddTarget(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        var chosen = Preset.of(preset);
        var given = TargetOptions.answers(chosen, answers, "After the preset comes KEY=VALUE, such as region=eu");
        var target = options.over(Target.of(name, chosen, given), keys.headers());
        var targets = new Targets(program.home());
        if (targets.find(name).isPresent()) {
            throw new Failure("There is a target " + name + " already. Remove it, or give another name.");
        }
        targets.add(target, keys.secrets(chosen, System.getenv()));
        try (var database = common.openTraces(program)) {
            new SendQueue(database, TargetId.of(target))
                    .attach(name, targets.endpoint(target).uri().toString());
        }
        program.out()
                .line("Added " + name + ": what is traced from now on is copied to "
                        + targets.endpoint(target).uri()
                        + ". Try it: runtree targets test " + name);
    }
}
