package dev.runtree.store.copy;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup: a zip with the lines of each table, and the manifest at its end. */
public final class BackupWriter implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int BUFFER = 1 << 16;
    /** More would make a file that is a little smaller in several times the time. */
    private static final int LEVEL = 2;

    private final FileChannel file;
    private final ZipOutputStream zip;
    private final OutputStream out;
    private final List<Manifest.Table> tables = new ArrayList<>();

    public BackupWriter(FileChannel file) {
        this.file = file;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
        this.zip.setLevel(LEVEL);
        this.out = new BufferedOutputStream(zip, BUFFER);
    }

    static String entry(String table) {
        return "tables/" + table + ".copy";
    }

    /** Writes a table; the rows are not closed. */
    public void table(CopiedTable table, Rows rows, ServerRows.Listener listener) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(entry(table.name())));
        var sum = new RowSum();
        for (var line = rows.next(); line != null; line = rows.next()) {
            sum.add(line);
            out.write(line);
            listener.copied(sum);
        }
        out.flush();
        zip.closeEntry();
        tables.add(Manifest.Table.of(table, sum));
    }

    /** Writes the manifest, and all of it to the disk. */
    public Manifest finish(String program, String server, String madeAt, List<String> steps, List<String> days)
            throws IOException {
        var manifest = new Manifest(Manifest.FORMAT, program, server, madeAt, steps, days, tables);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(JSON.writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        file.force(true);
        return manifest;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
