package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.Receiving;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that the window reads and writes. */
@Tag("fx")
@SuppressWarnings("NullAway.Init") // set before each test
class FilesInAndOutTest {
    private static final Path AGENT = Path.of("src/test/resources/otlp/gen-ai-agent.json");
    private static final long BYTES = 3L << 20;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    private Path folder;

    /** How far an import goes before it waits: to its end, unless a test holds it. */
    private volatile CountDownLatch held = new CountDownLatch(0);

    private FxWindow window;

    @BeforeEach
    void open() {
        var home = new RuntreeHome(folder.resolve("home"));
        new SettingsFile(home).save(Settings.DEFAULT.withReceiving(Receiving.DEFAULT.withOn(false)));
        var inlets = new Traces(home).inlets();
        Inlets.Files files = (database, paths, progress) -> inlets.files().read(database, paths, (read, all) -> {
            progress.at(read, all);
            waitUntilLetGo();
        });
        window = new FxWindow(home, new Inlets(inlets.demo(), files), 1440, 900);
        window.open(db.target());
    }

    private void waitUntilLetGo() {
        try {
            assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        held.countDown();
        window.close();
    }

    @Test
    void what_was_imported_is_written_again_in_either_form() throws IOException {
        window.run(() -> window.main().importFiles(List.of(AGENT)));
        window.await("the run", shown -> shown.texts(".status-line").contains("Imported 6 spans"));
        window.await("its selection", shown -> shown.shows("Copy id"));

        var json = folder.resolve("run.json");
        window.run(() -> window.main().export(json));
        window.await("the end", shown -> shown.texts(".status-line").contains("Exported 6 spans to run.json"));
        assertThat(Files.readString(json)).startsWith("{").contains("resourceSpans", "gen_ai.operation.name");

        var protobuf = folder.resolve("run.pb");
        window.run(() -> window.main().export(protobuf));
        window.await("the end", shown -> shown.texts(".status-line").contains("to run.pb"));
        assertThat(Files.readAllBytes(protobuf)).startsWith(0x0a);

        window.run(() -> window.main().export(folder.resolve("missing/run.json")));
        window.await("the banner", shown -> shown.texts(".banner").contains("missing"));
    }

    @Test
    void a_long_import_shows_how_far_it_is_and_can_be_ended() throws IOException {
        var lines = folder.resolve("long.jsonl");
        var line = Files.readString(AGENT).replaceAll("\\s*\\n\\s*", " ") + "\n";
        try (var out = Files.newBufferedWriter(lines)) {
            for (long written = 0; written < BYTES; written += line.length()) {
                out.write(line);
            }
        }
        held = new CountDownLatch(1);
        window.run(() -> window.main().importFiles(List.of(lines)));
        window.await(
                "the progress",
                shown -> shown.texts(".progress-strip").matches("(?s)Importing long.jsonl\n.* of 3.* · \\d+ %\n.*"));
        window.press(".progress-strip", "Cancel");
        held.countDown();
        window.await("the end", shown -> shown.texts(".status-line").contains("Import ended early"));
        assertThat(window.texts(".progress-strip")).isEmpty();
    }
}
