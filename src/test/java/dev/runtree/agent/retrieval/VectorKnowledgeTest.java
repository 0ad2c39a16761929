package dev.runtree.agent.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.Database;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passages are found by meaning where the server has pgvector, and by words where it has not. The first half wants a server
 * with pgvector, whose URL is in RUNTREE_TEST_PGVECTOR, with a role postgres that needs no password; PyPI's {@code pgserver} brings one.
 */
class VectorKnowledgeTest {
    @RegisterExtension
    static final TestDatabase plain = new TestDatabase();

    private final Recorder recorder = Recorder.off();
    private final StepSpan run = recorder.start(
                    new RunFacts(SpanKind.AGENT, "a", "a", null, null, null, "hello", null, null), null)
            .step();
    private final Topics model = new Topics();
    private final Embeddings embeddings = Embeddings.of("test", "topics", model);

    @TempDir
    Path docs;

    /** Knows what words are about, in three directions. */
    private static final class Topics implements EmbeddingModel {
        private static final List<List<String>> TOPICS = List.of(
                List.of("visa", "passport", "border"), List.of("hotel", "bed", "sleep"), List.of("train", "rail"));

        private final AtomicInteger texts = new AtomicInteger();
        private volatile boolean fails;

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            if (fails) {
                throw new IllegalStateException("no such model");
            }
            texts.addAndGet(segments.size());
            return Response.from(segments.stream().map(Topics::vector).toList());
        }

        private static Embedding vector(TextSegment segment) {
            var words = segment.text().toLowerCase(Locale.ROOT);
            var vector = new float[TOPICS.size()];
            for (var topic = 0; topic < vector.length; topic++) {
                vector[topic] = 0.01f
                        + TOPICS.get(topic).stream().filter(words::contains).count();
            }
            return Embedding.from(vector);
        }
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(docs.resolve("entry.md"), "# Entry\nBring your passport to the border.");
        Files.writeString(docs.resolve("night.md"), "# Night\nEvery hotel has a bed.");
        Files.writeString(docs.resolve("photo.bin"), "\0\0\0");
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private KnowledgeBuilder knowledge() {
        return Knowledge.folder(docs).name("travel").embeddings(embeddings).freshness(Duration.ZERO);
    }

    @Test
    void meaning_is_found_with_pgvector() throws IOException {
        var url = System.getenv("RUNTREE_TEST_PGVECTOR");
        assumeTrue(url != null, "RUNTREE_TEST_PGVECTOR names no server with pgvector");
        try (var database = Database.open(new DatabaseTarget.Server(url, "postgres", null), plain.home());
                var travel = knowledge().database(database).build()) {
            var found = travel.search("visa", 2, run);
            assertThat(found.getFirst().id()).isEqualTo("entry.md#1-2");
            assertThat(found.getFirst().score()).isGreaterThan(0.9);
            assertThat(found.getFirst().metadata())
                    .containsEntry("heading", "Entry")
                    .containsEntry("lines", "1-2");
            assertThat(found).hasSize(2);
            assertThat(found.get(1).score()).isLessThan(0.5);

            var before = model.texts.get();
            Files.writeString(docs.resolve("night.md"), "# Night\nThe night train has a rail.");
            assertThat(travel.search("train", 1, run).getFirst().id()).isEqualTo("night.md#1-2");
            assertThat(model.texts.get() - before)
                    .as("one changed passage, one query")
                    .isEqualTo(2);
            Files.delete(docs.resolve("entry.md"));
            assertThat(travel.search("visa", 5, run)).extracting(Document::id).containsExactly("night.md#1-2");
        }
        try (var database = Database.open(new DatabaseTarget.Server(url, "postgres", null), plain.home());
                var again = knowledge().database(database).build()) {
            var before = model.texts.get();
            assertThat(again.search("rail", 5, run)).hasSize(1);
            assertThat(model.texts.get() - before)
                    .as("the dimensions, one query")
                    .isEqualTo(2);
        }
    }

    @Test
    void words_are_found_without_pgvector() {
        try (var travel = knowledge().database(plain.database()).build()) {
            assertThat(travel.search("passport", 2, run))
                    .extracting(Document::id)
                    .containsExactly("entry.md#1-2");
            assertThat(travel.search("visa", 2, run)).isEmpty();
        }
    }

    @Test
    void a_model_that_fails_is_named() {
        model.fails = true;
        try (var travel = knowledge().database(plain.database()).build()) {
            assertThatThrownBy(() -> travel.search("visa", 2, run))
                    .isInstanceOf(RetrievalFailure.class)
                    .hasMessage("the embedding model test:topics failed: no such model");
        }
        assertThatThrownBy(() -> Embeddings.open("opnai:x", java.util.Map.of()))
                .hasMessageContaining("did you mean \"openai\"?");
        assertThatThrownBy(() -> Embeddings.open("openai:x", java.util.Map.of()))
                .hasMessageContaining("OPENAI_API_KEY");
    }
}
