package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the embedded database to a newer major version of PostgreSQL, whose programs cannot open the older one's folder: both
 * servers are started and the rows copied and compared. Until that is done the older folder counts, and a copy that was cut
 * off is thrown away and made again. The older folder is never written to by this program again, and stays.
 *
 * <p>All of it inside the {@link dev.runtree.settings.Gate}: nobody else works on either folder meanwhile.
 */
final class ClusterUpgrade {
    private static final Logger log = LoggerFactory.getLogger(ClusterUpgrade.class);

    private final PostgresBinaries binaries;
    private final ClusterFiles files;
    private final Unprivileged unprivileged;
    private final Postmaster postmaster;

    ClusterUpgrade(PostgresBinaries binaries, ClusterFiles files, Unprivileged unprivileged) {
        this.binaries = binaries;
        this.files = files;
        this.unprivileged = unprivileged;
        this.postmaster = new Postmaster(binaries, files, unprivileged);
    }

    /** @throws StoreException when there is data of another version that this one cannot be made from, or must not be */
    void runIfNeeded() throws IOException {
        if (Files.exists(files.copying())) {
            discard();
        }
        var found = ClusterFiles.all(files.home());
        if (found.isEmpty()) {
            return;
        }
        var newest = found.getFirst();
        if (newest.number() > files.number()) {
            throw new StoreException("The embedded database was moved to PostgreSQL " + newest.major()
                    + " by a newer Runtree, and this one brings PostgreSQL " + files.major()
                    + ": use the newer one. (Its data is in " + newest.data() + ".)");
        }
        if (newest.number() < files.number() && !Files.exists(files.data())) {
            run(newest);
        }
    }

    private void run(ClusterFiles older) throws IOException {
        var old = PostgresBinaries.ofMajor(ClusterFiles.binaries(files.home()), older.major())
                .orElseThrow(() -> new StoreException("The embedded database in " + older.data() + " is of PostgreSQL "
                        + older.major() + ", and to copy it to PostgreSQL " + files.major()
                        + " its own programs are needed, which are not here: install PostgreSQL "
                        + older.major()
                        + ", or write a backup with the Runtree that you had (runtree db backup FILE)"
                        + " and restore it."));
        refuseOthers(older);
        refuseWithoutRoom(older);
        log.info("Copying the data of PostgreSQL {} to PostgreSQL {}", old.version(), binaries.version());
        OwnerOnly.write(files.copying(), older.major() + "\n");
        try {
            new ClusterMaker(binaries, files, unprivileged).make();
            var gate = ClusterFiles.gate(files.home());
            copy(older, new Postmaster(old, older, Unprivileged.of(gate, older.data())));
        } catch (IOException | RuntimeException e) {
            discard();
            throw e;
        }
        Files.delete(files.copying());
        log.info(
                "Copied. The data of PostgreSQL {} stays in {}, and nothing needs it any more",
                old.version(),
                older.data());
    }

    private void copy(ClusterFiles older, Postmaster oldPostmaster) throws IOException {
        var from = oldPostmaster.ensureRunning();
        try {
            var to = postmaster.ensureRunning();
            new ClusterCopy(server(older, from), server(files, to)).run();
        } catch (SQLException e) {
            throw new StoreException(
                    "The embedded database could not be copied from PostgreSQL " + older.major() + " to "
                            + files.major() + ": " + Failure.said(e) + " Its data is untouched in " + older.data()
                            + ".",
                    e);
        } finally {
            oldPostmaster.askToStop(from);
            oldPostmaster.awaitEnd(from);
        }
    }

    private static UserServer server(ClusterFiles of, PostmasterFile running) throws IOException {
        return new UserServer(new DatabaseTarget.Server(
                "jdbc:postgresql://127.0.0.1:" + running.port() + "/" + ClusterMaker.DATABASE + "?sslmode=disable",
                ClusterMaker.ROLE,
                PasswordFile.read(of.password(ClusterMaker.ROLE))));
    }

    private void refuseOthers(ClusterFiles older) throws IOException {
        var others = Presence.others(older.present(), null);
        if (!others.isEmpty()) {
            throw new StoreException("An older Runtree (process "
                    + others.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + ") still works on the embedded database: end it first, so that its data can be copied to"
                    + " PostgreSQL "
                    + files.major() + ".");
        }
    }

    private void refuseWithoutRoom(ClusterFiles older) throws IOException {
        var needed = Folders.size(older.data());
        var free = Files.getFileStore(files.home().postgres()).getUsableSpace();
        if (free < needed) {
            throw new StoreException("The embedded database has to be copied from PostgreSQL " + older.major() + " to "
                    + files.major() + ", for which " + gigabytes(needed) + " must be free in "
                    + files.home().postgres() + "; there are " + gigabytes(free) + ".");
        }
    }

    private static String gigabytes(long bytes) {
        return Math.ceilDiv(bytes, 100_000_000) / 10.0 + " GB";
    }

    /** A copy that was not finished; a server may still run on it. */
    private void discard() throws IOException {
        var server = postmaster.running();
        if (server != null) {
            postmaster.askToStop(server);
            postmaster.awaitEnd(server);
        }
        Folders.delete(files.data());
        Files.deleteIfExists(files.copying());
    }
}
