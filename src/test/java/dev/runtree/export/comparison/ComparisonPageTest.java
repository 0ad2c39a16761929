package dev.runtree.export.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Reason;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A long comparison from a real database: told early, whole on the page, and never half of it in a file. */
class ComparisonPageTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String LEFT = "a".repeat(32);
    private static final String RIGHT = "b".repeat(32);
    private static final int STEPS = 1_500;

    @TempDir
    Path folder;

    private final RunQueries queries = new RunQueries(db.database());

    @BeforeAll
    static void writeRuns() throws Exception {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(run(LEFT, "fine"));
            writer.write(run(RIGHT, "wrong"));
        }
    }

    @Test
    void everyDifferenceIsReachedFromTheOneBefore() throws IOException {
        var runs = reader().fetch();
        var differing =
                runs.alignment().steps().stream().filter(AlignedStep::differs).count();
        assertThat(differing).isEqualTo(STEPS / 100);
        var page = page(runs);
        for (var number = 1; number <= differing; number++) {
            assertThat(page).contains("id=\"d" + number + "\"");
        }
        var ids = Pattern.compile("id=\"(d\\d+)\"")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
        var links = Pattern.compile("href=\"#(d\\d+)\"")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize((int) differing);
        assertThat(ids).containsAll(links);
        assertThat(page)
                .contains("99 steps the same", "<del>fine</del><ins>wrong</ins>")
                .doesNotContain("<script", "http:", "https:", "url(");
    }

    @Test
    void whereTheyPartIsToldBeforeAllIsRead() {
        var early = new AtomicReference<ComparedPair>();
        var runs = reader().tellingEarly(early::set).fetch();
        var told = Objects.requireNonNull(early.get());
        var differences = new PairDifferences(queries);
        assertThat(Reason.of(told.alignment(), differences.first(told)))
                .isEqualTo(Reason.of(runs.alignment(), differences.first(runs)))
                .startsWith("from step 100 on: look_up gave wrong instead of fine");
        assertThat(told.alignment().steps()).hasSizeLessThan(STEPS);
    }

    @Test
    void readingCanBeGivenUp() {
        var reader = reader();
        reader.tellingProgress(read -> {
            if (read == 300) {
                reader.cancel();
            }
        });
        assertThatThrownBy(reader::fetch).isInstanceOf(CancellationException.class);
        assertThat(reader().fetch().alignment().isEqual()).isFalse();
    }

    @Test
    void whatFailsInTheMiddleLeavesNoFile() throws IOException {
        var runs = reader().fetch();
        var read = new int[1];
        var failing = new PairDifferences(queries, recorded -> {
            if (++read[0] > 10) {
                throw new CancellationException();
            }
            return recorded;
        });
        var file = folder.resolve("page.html");
        assertThatThrownBy(() -> new ComparisonPage(runs, "they part", failing).toFile(file, false))
                .isInstanceOf(CancellationException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void everyCharacterOfARunIsHarmless() {
        var written = new StringWriter();
        new Markup(written).text("a\u0000\u001B\u007F\u0085<>&\"'\u202E\u2069\uD800x\uDC00\uFFFF 🦜\t\n");
        assertThat(written.toString())
                .isEqualTo("a<i title=\"U+0000\">␀</i><i title=\"U+001B\">␛</i><i title=\"U+007F\">␡</i>"
                        + "<i title=\"U+0085\">\uFFFD</i>&lt;&gt;&amp;&quot;&#39;<i title=\"U+202E\">\uFFFD</i>"
                        + "<i title=\"U+2069\">\uFFFD</i><i title=\"U+D800\">\uFFFD</i>x<i title=\"U+DC00\">\uFFFD</i>"
                        + "<i title=\"U+FFFF\">\uFFFD</i> 🦜\t\n");
    }

    private PairReader reader() {
        return new PairReader(
                queries,
                queries.trace(LEFT).fetch().orElseThrow(),
                queries.trace(RIGHT).fetch().orElseThrow(),
                false);
    }

    private String page(ComparedPair runs) throws IOException {
        var differences = new PairDifferences(queries);
        var page = new StringWriter();
        new ComparisonPage(runs, Reason.of(runs.alignment(), differences.first(runs)), differences).write(page);
        return page.toString();
    }

    private static List<RecordedSpan> run(String trace, String hundredth) {
        var spans = new ArrayList<RecordedSpan>();
        for (var number = 1; number <= STEPS; number++) {
            var start = 1_795_183_331_000_000_000L + number * 1_000_000L;
            var isTop = number == 1;
            var attributes = isTop
                    ? "{\"gen_ai.operation.name\":\"invoke_agent\",\"gen_ai.agent.name\":\"clerk\"}"
                    : "{\"gen_ai.operation.name\":\"execute_tool\",\"gen_ai.tool.name\":\"look_up\","
                            + "\"gen_ai.tool.call.arguments\":\"{\\\"n\\\":" + number
                            + "}\",\"gen_ai.tool.call.result\":\""
                            + (number % 100 == 0 ? hundredth : "fine") + "\"}";
            spans.add(new RecordedSpan(
                    Span.builder(
                                    new SpanId(trace, "%016x".formatted(number)),
                                    isTop ? "clerk" : "look_up",
                                    isTop ? SpanKind.AGENT : SpanKind.TOOL)
                            .parent(isTop ? null : "%016x".formatted(1))
                            .toolName(isTop ? null : "look_up")
                            .time(start, isTop ? start + 10_000_000_000L : start + 500_000)
                            .build(),
                    new Payload(attributes, "[]", "[]", "{}", "{}", null, null)));
        }
        return spans;
    }
}
