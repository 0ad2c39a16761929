package dev.runtree.bench;

import dev.runtree.model.SpanId;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.run.TreeOnStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What an open run takes of the heap, in a process of its own with the options that the launcher gives the window. */
final class TreeHeap {
    private static final Pattern OPTIONS = Pattern.compile("^windowed=\"([^\"]*)\"", Pattern.MULTILINE);

    private TreeHeap() {}

    /** @param open bytes in use with the run, after collecting what is not */
    record Heap(long empty, long open) {
        double megabytes() {
            return (open - empty) / 1e6;
        }
    }

    /**
     * @param runtree the launcher, in which the options stand
     * @param small a run that has been open before
     */
    static Heap of(Path runtree, Path home, SpanId small, SpanId run) throws IOException, InterruptedException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var command = new ArrayList<>(List.of(java, "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options(runtree));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                TreeHeap.class.getName(),
                home.toString(),
                small.runId(),
                run.runId()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            var said = String.valueOf(lines.readLine()).split(" ");
            if (process.waitFor() != 0 || said.length != 2) {
                throw new IOException("the heap of an open run could not be measured: " + Arrays.toString(said));
            }
            return new Heap(Long.parseLong(said[0]), Long.parseLong(said[1]));
        }
    }

    /** Those of the machine; how modules are opened does not matter here, where everything is on the class path. */
    static List<String> options(Path runtree) throws IOException {
        var found = OPTIONS.matcher(Files.readString(runtree));
        if (!found.find()) {
            throw new IOException(runtree + " does not say with which options it starts the window");
        }
        return Arrays.stream(found.group(1).split(" "))
                .filter(option -> option.startsWith("-XX:"))
                .toList();
    }

    /** Prints the bytes in use without and with the run open. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        var toolkit = Toolkit.headless();
        try (var database = Database.open(new DatabaseTarget.Embedded(), new RuntreeHome(Path.of(arguments[0])))) {
            var queries = new RunQueries(database);
            var window = new TreeOnStage(toolkit, queries, TreeBenchmark.WIDTH, TreeBenchmark.HEIGHT);
            open(window, queries, arguments[1]);
            window.close();
            var empty = used();
            open(window, queries, arguments[2]);
            System.out.println(empty + " " + used());
        }
        System.exit(0);
    }

    private static void open(TreeOnStage window, RunQueries queries, String run) {
        window.open(queries.named(run).fetch().getFirst());
    }

    /** What is in use after everything that is not has been collected. */
    private static long used() {
        var runtime = Runtime.getRuntime();
        var least = Long.MAX_VALUE;
        for (var i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
