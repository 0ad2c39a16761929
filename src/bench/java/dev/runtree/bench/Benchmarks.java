package dev.runtree.bench;

import java.io.IOException;
import java.util.List;

/**
 * Runs the benchmarks and says what came out in the words of the goals, each figure beside its reference of the same run. A
 * section that fails says so, and the others go on; the exit status is 1 then.
 */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        // The libraries' own log is no part of the answer.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        // Frames as fast as they can be made: what a frame takes, and not how often a screen wants one.
        System.setProperty("javafx.animation.fullspeed", "true");
        var sizes = Sizes.ofProperties();
        var report = new Report();
        try (var month = new Month(sizes)) {
            var sections = sections(sizes, month);
            checkNames(sizes, sections);
            System.out.println(Machine.describe() + "; PostgreSQL " + postgres(sizes));
            sections.stream().filter(sizes::wants).forEach(section -> run(section, report));
        }
        report.end();
        System.exit(report.hasFailed() ? 1 : 0);
    }

    private static List<Section> sections(Sizes sizes, Month month) {
        return List.of(
                new DecodeSection(),
                new IngestBenchmark(sizes),
                new OneTraceBenchmark(sizes),
                new CopiesBenchmark(sizes),
                new LoneSpanBenchmark(sizes),
                new DiskBenchmark(sizes),
                new ListsBenchmark(sizes, month),
                new FindBenchmark(sizes, month),
                new OpenBenchmark(sizes, month),
                new DashboardsBenchmark(sizes, month, Dashboards::of),
                new WatchBenchmark(sizes, month),
                new RetentionBenchmark(sizes),
                new ReplayBenchmark(sizes),
                new TrainingBenchmark(sizes),
                new CallerCostSection(),
                new RuntimeBenchmark(sizes),
                new TextsBenchmark(),
                new WhereFromBenchmark(sizes),
                new DiffBenchmark(sizes),
                new TreeBenchmark(sizes));
    }

    private static void checkNames(Sizes sizes, List<Section> sections) {
        var names = sections.stream().map(Section::name).toList();
        if (!names.containsAll(sizes.only())) {
            System.err.println("There are the sections " + String.join(", ", names) + ", asked for were "
                    + String.join(", ", sizes.only()));
            System.exit(2);
        }
    }

    private static String postgres(Sizes sizes) throws IOException {
        try (var stand = new Stand(sizes.folder())) {
            return stand.database().serverVersion();
        }
    }

    private static void run(Section section, Report report) {
        report.section(section.name());
        try {
            section.run(report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.failed(section.name(), e);
        } catch (Exception e) {
            report.failed(section.name(), e);
        }
    }
}
