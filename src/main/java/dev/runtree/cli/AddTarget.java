package dev.runtree.cli;

import dev.runtree.export.send.TargetId;
import dev.runtree.export.target.Asked;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Protocol;
import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.export.target.Tls;
import dev.runtree.export.target.Transport;
import dev.runtree.export.target.Words;
import dev.runtree.otlp.profile.Profile;
import dev.runtree.store.SendQueue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "only traces with a run that matches, in the grammar of runtree ls")
    private String filter = "";

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "only this share of these, above 0 and at most 1: whole traces, always the same ones")
    private double sample = 1;

    @Option(
            names = "--redact",
            paramLabel = "WHAT",
            arity = "0..1",
            fallbackValue = "rules",
            description =
                    "replace personal data and secrets by the rules of the settings; content drops all that was said")
    private @Nullable String redact;

    @Option(
            names = "--profile",
            paramLabel = "WORDS",
            description = "tell it in other words: gen-ai, openinference, langfuse, langsmith, langtrace, none")
    private @Nullable String profile;

    @Option(names = "--replays", description = "replays too, which are left out otherwise")
    private boolean replays;

    @Option(names = "--protocol", paramLabel = "HOW", description = "grpc, http/protobuf or http/json")
    private @Nullable String protocol;

    @Option(names = "--path", paramLabel = "PATH", description = "in place of /v1/traces, over HTTP")
    private @Nullable String path;

    @Option(names = "--gzip", negatable = true, description = "compress requests, or do not")
    private @Nullable Boolean gzip;

    @Option(names = "--ca", paramLabel = "FILE", description = "trust these authorities alone (PEM)")
    private @Nullable Path ca;

    @Option(names = "--certificate", paramLabel = "FILE", description = "who one is oneself (PEM)")
    private @Nullable Path certificate;

    @Option(names = "--certificate-key", paramLabel = "FILE", description = "the key of that certificate (PEM)")
    private @Nullable Path certificateKey;

    AddTarget(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        var chosen = Preset.of(preset);
        var given = given(chosen);
        FilterWords.parse(filter);
        var target = new Target(
                name,
                chosen,
                given,
                filter,
                sample,
                redacting(),
                profile == null ? null : Words.of(Profile.class, "profile", profile, Profile::word),
                new Transport(
                        protocol == null ? null : Words.of(Protocol.class, "protocol", protocol, Protocol::word),
                        path,
                        gzip,
                        keys.headers(),
                        new Tls(absolute(ca), absolute(certificate), absolute(certificateKey))),
                replays,
                false);
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

    private Redacting redacting() {
        if (redact == null) {
            return Redacting.NONE;
        }
        return redact.isEmpty() ? Redacting.RULES : Words.of(Redacting.class, "redaction", redact, Redacting::word);
    }

    private Map<String, String> given(Preset chosen) {
        var given = new LinkedHashMap<String, String>();
        for (var answer : answers) {
            var at = answer.indexOf('=');
            if (at < 1) {
                throw new WrongUsage("After the preset comes KEY=VALUE, such as region=eu");
            }
            var key = answer.substring(0, at);
            if (secrets(chosen).contains(key.replace('_', '-'))) {
                throw new WrongUsage(
                        "The " + key + " is a secret, which other programs would see here: leave it out to be asked"
                                + " for it, or name an environment variable with --key-env");
            }
            if (chosen.asks().stream().noneMatch(asked -> asked.name().equals(key))) {
                throw new WrongUsage(chosen.title() + " asks for no \"" + key + "\". It asks for: "
                        + String.join(
                                ", ", chosen.asks().stream().map(Asked::name).toList()));
            }
            given.put(key, answer.substring(at + 1));
        }
        return given;
    }

    private static List<String> secrets(Preset preset) {
        return preset.asks().stream().filter(Asked::secret).map(Asked::name).toList();
    }

    private static @Nullable Path absolute(@Nullable Path file) {
        return file == null ? null : file.toAbsolutePath();
    }
}
