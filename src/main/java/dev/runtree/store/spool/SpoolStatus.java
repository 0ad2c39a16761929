package dev.runtree.store.spool;

import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits on disk in a home, for telling about it. Of a segment that is being stored all counts.
 *
 * @param waiting a line for each folder with records, of whichever process
 * @param damaged segments that were kept apart because not all of them could be read
 * @param refused spans and log records that a healthy database refused, kept apart as JSON Lines
 * @param bytes of everything
 * @param aside where the damaged and the refused lie
 */
public record SpoolStatus(List<Waiting> waiting, int damaged, long refused, long bytes, Path aside) {

    /** @param database that it waits for, without a password */
    public record Waiting(String database, long spans, long logs, long bytes) {}

    public SpoolStatus {
        waiting = List.copyOf(waiting);
    }

    public long spans() {
        return waiting.stream().mapToLong(Waiting::spans).sum();
    }

    public long logs() {
        return waiting.stream().mapToLong(Waiting::logs).sum();
    }

    /** Looks; takes no lock and changes nothing. What goes meanwhile is not counted. */
    public static SpoolStatus of(RuntreeHome home) {
        var spool = home.spool();
        var waiting = new ArrayList<Waiting>();
        if (Files.isDirectory(spool)) {
            try (var folders = Files.newDirectoryStream(spool, Files::isDirectory)) {
                for (var folder : folders) {
                    SpoolFolder.database(folder).ifPresent(database -> add(waiting, database, folder));
                }
            } catch (IOException e) {
                // Not to be looked at: what was seen so far is told.
            }
        }
        var aside = spool.resolve(Aside.FOLDER);
        return new SpoolStatus(waiting, damaged(aside), refused(aside), SpoolRoom.bytes(spool), aside);
    }

    private static void add(List<Waiting> waiting, String database, Path folder) {
        var amount = Amount.NONE;
        try {
            for (var segment : SpoolFolder.segments(folder)) {
                amount = amount.plus(Amount.of(segment));
            }
        } catch (IOException e) {
            // It was stored meanwhile.
        }
        if (!amount.equals(Amount.NONE)) {
            waiting.add(new Waiting(database, amount.spans(), amount.logs(), SpoolRoom.bytes(folder)));
        }
    }

    private static int damaged(Path aside) {
        return files(aside, Aside.DAMAGED).size();
    }

    private static long refused(Path aside) {
        var records = 0L;
        for (var file : files(aside, Aside.REFUSED)) {
            try (var lines = Files.lines(file)) {
                records += lines.count();
            } catch (IOException e) {
                // Taken away meanwhile.
            }
        }
        return records;
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
