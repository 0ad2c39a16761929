package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaPageTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    @Test
    void thePageNamesEveryColumnAndNoOther() throws IOException {
        var page = new TreeSet<String>();
        var table = "";
        for (var line : Files.readAllLines(Path.of("docs/schema.md"))) {
            if (line.startsWith("## ")) {
                table = line.substring(3);
            } else if (line.startsWith("| ") && !line.startsWith("| column")) {
                var cells = line.split(" *\\| *", -1);
                page.add(table + "." + cells[1] + " " + cells[2]);
            }
        }
        var database = new TreeSet<>(DB.database()
                .dsl()
                .fetch(
                        "SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) FROM pg_class c"
                                + " JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = current_schema()::regnamespace"
                                + " AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped"
                                + " AND NOT c.relispartition AND c.relname <> 'runtree_schema'")
                .getValues(0, String.class));
        assertThat(page).isEqualTo(database);
    }
}
