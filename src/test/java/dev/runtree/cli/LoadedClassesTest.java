package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.Main;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A command in a process of its own, on the class path with all that the program has, and the classes that it loads. */
class LoadedClassesTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void aListLoadsNoClassOfJavaFx() throws IOException, InterruptedException {
        Path classes = folder.resolve("classes.txt");
        var server = db.target();
        String url = server.url() + (server.url().contains("?") ? "&" : "?") + "user=" + server.user();
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=\"" + classes + "\"",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "ls",
                "--db",
                url));
        builder.environment().put("RUNTREE_HOME", folder.resolve("home").toString());
        builder.environment().put("PGPASSWORD", String.valueOf(server.password()));
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed.txt").toFile());
        int status = builder.start().waitFor();
        assertThat(folder.resolve("printed.txt")).content().contains("There are no runs yet");
        assertThat(status).isZero();
        assertThat(classes).content().contains(" dev.runtree.store.RunQueries ").doesNotContain(" javafx.");
    }
}
