package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCourse.Bucket;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCourseTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant END = Instant.parse("2026-11-20T12:00:00Z");

    private static RunQueries queries;

    /** 480 runs of ten days, one every half hour; one of ten fails, one took minutes, one cost dollars. */
    @BeforeAll
    static void write() {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 0; i < 480; i++) {
            var start = END.minus(Duration.ofMinutes(30L * i + 1)).getEpochSecond() * 1_000_000_000L;
            var span = Span.builder(new SpanId("%032x".formatted(i + 1), "%016x".formatted(1)), "desk", SpanKind.AGENT)
                    .actor(new Actor("desk", null, null, "user-" + i % 3, null, null))
                    .environment(i % 2 == 0 ? "prod" : "test")
                    .status(i % 10 == 0 ? SpanStatus.ERROR : SpanStatus.OK, null)
                    .model("m", "p")
                    .usage(new Usage(100L, 10L, null, null, null, new BigDecimal(i == 55 ? "4.5" : "0.01")))
                    .time(start, start + (i == 33 ? 600 : 2 + i % 2) * 1_000_000_000L)
                    .build();
            spans.add(new RecordedSpan(span, Payload.EMPTY));
        }
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
        queries = new RunQueries(DB.database());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user:user-1",
                "env:prod status:error",
                "status:error since:2026-11-15T00:00Z",
                "since:2026-11-20T02:10Z until:2026-11-20T07:40Z",
                "since:2026-11-18T00:00Z until:2026-11-19T12:00Z -user:user-2",
                "tokens:>1 duration:>2.5s"
            })
    void countsWhatTheListHas(String filter) {
        var runs = queries.runs(RunFilter.parse(filter), null, 1_000).fetch().runs();
        var course = queries.course(RunFilter.parse(filter)).fetch();

        assertThat(course.isWhole()).isTrue();
        assertThat(course.buckets()).hasSizeBetween(2, 100);
        assertThat(course.matching()).isEqualTo(runs.size());
        assertThat(course.buckets().stream().mapToLong(Bucket::errors).sum())
                .isEqualTo(runs.stream()
                        .filter(run -> run.status().word().equals("error"))
                        .count());
        for (var i = 0; i < course.buckets().size(); i++) {
            var from = course.start(i);
            var to = course.start(i + 1);
            assertThat(course.buckets().get(i).matching())
                    .as(from + " to " + to)
                    .isEqualTo(runs.stream()
                            .map(run -> Instant.ofEpochSecond(0, run.startNanos()))
                            .filter(start -> !start.isBefore(from) && start.isBefore(to))
                            .count());
        }
    }

    @Test
    void allRunsStandBehindThoseThatMatch() {
        var course = queries.course(RunFilter.parse("user:user-1 since:2026-11-19T00:00Z until:2026-11-19T23:59:59Z"))
                .fetch();
        assertThat(course.all()).isEqualTo(48);
        assertThat(course.matching()).isEqualTo(16);
        assertThat(course.buckets()).allMatch(bucket -> bucket.all() >= bucket.matching());
    }

    @Test
    void whatTookOrCostFarMoreStandsOut() {
        var outliers = queries.course(RunFilter.ALL).fetch().outliers();
        assertThat(outliers).hasSize(2);
        assertThat(outliers)
                .filteredOn(RunCourse.Outlier::isSlow)
                .singleElement()
                .satisfies(run -> assertThat(run.millis()).isEqualTo(600_000));
        assertThat(outliers)
                .filteredOn(RunCourse.Outlier::isDear)
                .singleElement()
                .satisfies(run -> assertThat(run.cost()).isEqualByComparingTo("4.5"));
    }

    @Test
    void withoutRunsThereIsNoCourse() {
        assertThat(queries.course(RunFilter.parse("user:nobody")).fetch().buckets())
                .isEmpty();
        assertThat(queries.course(RunFilter.parse("until:2001-01-01")).fetch().matching())
                .isZero();
    }
}
