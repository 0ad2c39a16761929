package dev.runtree.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts and the documents that use them. */
class MessagesTest {
    private static final Pattern FXML_KEY = Pattern.compile("=\"%([a-z0-9.]+)\"");
    private static final Pattern CONTROLLER = Pattern.compile("fx:controller=\"([^\"]+)\"");

    @Test
    void every_key_of_a_document_has_a_text() throws IOException {
        for (Path document : documents()) {
            var matcher = FXML_KEY.matcher(Files.readString(document));
            while (matcher.find()) {
                assertThat(Messages.bundle().containsKey(matcher.group(1)))
                        .as(document + " uses " + matcher.group(1))
                        .isTrue();
            }
        }
    }

    @Test
    void every_text_is_used() throws IOException {
        var everything = new StringBuilder();
        for (Path document : documents()) {
            everything.append(Files.readString(document));
        }
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/runtree/"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                everything.append(Files.readString(source));
            }
        }
        String used = everything.toString();
        var unused = new TreeSet<String>();
        for (String key : Messages.bundle().keySet()) {
            boolean composed = key.startsWith("keys.list.")
                    || key.startsWith("filter.key.")
                    || key.startsWith("keys.tree.")
                    || key.startsWith("keys.step.")
                    || key.startsWith("run.")
                    || key.matches("alerts\\.(name|side)")
                    || key.startsWith("alerts.figure.")
                    || key.startsWith("alerts.state.")
                    || key.startsWith("export.kind.")
                    || key.startsWith("export.training.")
                    || key.startsWith("targets.redact.")
                    || key.matches("watch\\.[a-z]+\\.(note|none)")
                    || key.startsWith("database.table.");
            if (!composed && !used.contains(key)) {
                unused.add(key);
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void every_document_is_named_after_its_controller() throws Exception {
        for (Path document : documents()) {
            var matcher = CONTROLLER.matcher(Files.readString(document));
            assertThat(matcher.find()).as(document + " names its controller").isTrue();
            String name = Class.forName(matcher.group(1)).getSimpleName().replaceFirst("Controller$", "");
            String expected = name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT) + ".fxml";
            assertThat(document.getFileName().toString()).isEqualTo(expected);
        }
    }

    private static java.util.List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("fxml"))) {
            return files.filter(file -> file.toString().endsWith(".fxml")).toList();
        }
    }
}
