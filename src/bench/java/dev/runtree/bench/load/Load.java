package dev.runtree.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a load and sends it, or checks the ledger of one. Ends with 0 when every span was acknowledged, or is there. */
@Command(
        name = "src/bench/load",
        sortOptions = false,
        description =
                "Sends agents' traces by OTLP to Runtree or any other receiver, the same ones for the same seed and"
                        + " --until, and says how fast they were acknowledged; with --check, looks whether what was acknowledged is"
                        + " stored.")
public final class Load implements Callable<Integer> {
    @Option(names = "--to", paramLabel = "URL", description = "(default: http://localhost:4318, of gRPC 4317)")
    private @Nullable URI to;

    @Option(names = "--grpc", description = "speak OTLP/gRPC")
    private boolean grpc;

    @Option(names = "--gzip", description = "compress the bodies (HTTP alone)")
    private boolean gzip;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "sent with each body; may be repeated")
    private Map<String, String> headers = Map.of();

    @Option(names = "--connections", paramLabel = "N", description = "at the same time (default: 4)")
    private int connections = 4;

    @Mixin
    private ShapeOptions shape = new ShapeOptions();

    @Option(names = "--rate", paramLabel = "N", description = "spans a second (default: as fast as they are taken)")
    private double rate;

    @Option(names = "--seconds", paramLabel = "S", description = "begin no body after that time")
    private @Nullable Double seconds;

    @Option(
            names = "--patience",
            paramLabel = "S",
            description = "send a body again for so long while nobody answers or the answer is \"later\" (default: 60)")
    private double patience = 60;

    @Option(
            names = "--prepared",
            description =
                    "make all bodies before the first is sent, so that making them takes no time from the receiver")
    private boolean prepared;

    @Option(names = "--ledger", paramLabel = "FILE", description = "add each acknowledged span to it")
    private @Nullable Path ledger;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "send nothing: compare a ledger with what runtree has stored, for loss and doubles")
    private @Nullable Path check;

    @Option(names = "--db", paramLabel = "URL", description = "to check another database than the embedded one")
    private @Nullable String db;

    @Option(names = "--runtree", hidden = true)
    private String runtree = "./runtree";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean help;

    private Load() {}

    public static void main(String[] arguments) {
        // The libraries' own log is no part of the answer.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        var command = new CommandLine(new Load()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        command.setParameterExceptionHandler((e, line) -> {
            e.getCommandLine().getErr().println(e.getMessage() + " (--help tells all options)");
            return CommandLine.ExitCode.USAGE;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return (check == null ? send() : checked(check)) ? 0 : 1;
    }

    private boolean checked(Path file) throws IOException, InterruptedException {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("There is no ledger to read at " + file);
        }
        var result = LedgerCheck.of(file, List.of(runtree), db == null ? List.of() : List.of("--db", db));
        System.out.println(result);
        return result.passed();
    }

    private boolean send() throws IOException, InterruptedException {
        var target = target();
        var batches = shape.batches();
        var bodies = batches.bodiesFor(shape.spans());
        System.out.println(batches.shape().describe() + ", " + bodies + " bodies over " + connections
                + " connections to " + target.address());
        try (var written = ledger == null ? null : new Ledger(ledger)) {
            var result = new LoadRun(target, connections, limits(), written).send(made(batches, bodies), 0, bodies);
            System.out.println(result);
            return result.acknowledged() == result.sent();
        }
    }

    private Target target() {
        var address = to != null ? to : URI.create(grpc ? "http://localhost:4317" : "http://localhost:4318");
        return new Target(address, grpc ? Target.Protocol.GRPC : Target.Protocol.HTTP, gzip, headers);
    }

    private LoadRun.Limits limits() {
        return new LoadRun.Limits(seconds == null ? null : duration(seconds), rate, duration(patience));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private LongFunction<Batch> made(Batches batches, long bodies) {
        if (!prepared) {
            return batches::batch;
        }
        var made = new ArrayList<Batch>();
        for (var number = 0L; number < bodies; number++) {
            made.add(batches.batch(number));
        }
        return number -> made.get((int) number);
    }
}
