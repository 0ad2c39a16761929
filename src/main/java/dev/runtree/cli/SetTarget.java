package dev.runtree.cli;

import dev.runtree.export.send.TargetChange;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = {
            "Change a target: what is named here is as it is said, all else stays, its keys too.",
            "What waits for it goes as it is then; what it got is not sent again.",
            "An empty value takes back, such as --filter \"\" or endpoint="
        },
        footer = {
            "",
            "Such as",
            "  runtree targets set team --filter agent:support --redact",
            "  runtree targets set team region=us --key-env LANGFUSE_SECRET_KEY",
        })
final class SetTarget implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the target")
    private String name = "";

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "what its preset asks for, such as region=eu. Never a secret")
    private String[] answers = {};

    @Mixin
    private TargetKeys keys = new TargetKeys();

    @Mixin
    private TargetOptions options = new TargetOptions();

    SetTarget(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        var targets = new Targets(program.home());
        var before = targets.named(name);
        var target = options.over(answered(before), keys.headers());
        var anew = keys.secrets(
                target.preset(),
                System.getenv(),
                targets.known(before, TargetSecrets.NONE).values().keySet());
        if (target.equals(before) && anew.values().isEmpty()) {
            throw new WrongUsage("Say what is to be changed, such as --filter agent:support or region=us;"
                    + " \"runtree targets set --help\" lists what can be");
        }
        try (var database = common.openTraces(program)) {
            var place = TargetChange.make(targets, database, target, anew);
            program.out().line("Changed " + name + ": copies go to " + place + ".");
        }
    }

    private Target answered(Target before) {
        Map<String, String> all = new LinkedHashMap<>(before.answers());
        TargetOptions.answers(
                        before.preset(),
                        answers,
                        "Behind the name comes what is to be changed, as KEY=VALUE, such as region=eu")
                .forEach((key, value) -> {
                    if (value.isEmpty()) {
                        all.remove(key);
                    } else {
                        all.put(key, value);
                    }
                });
        return before.withAnswers(all);
    }
}
