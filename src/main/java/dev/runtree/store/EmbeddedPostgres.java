package dev.runtree.store;

import dev.runtree.settings.Gate;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of a home, shared by all Runtree processes of that home. Who uses it is present there by a lock of the
 * operating system; the last one to leave asks for a fast stop and does not wait, and one that comes meanwhile waits for
 * the end and starts it again. All of this is decided inside one {@link Gate}, so there are never two servers on one
 * folder.
 */
public final class EmbeddedPostgres {
    private static final Map<Path, EmbeddedPostgres> OF_THIS_PROCESS = new ConcurrentHashMap<>();
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(EmbeddedPostgres::leaveAll, "embedded-postgres-leave"));
    }

    private final RuntreeHome home;
    private final ClusterFiles files;
    private final PostgresBinaries binaries;
    private final Unprivileged unprivileged;
    private final Postmaster postmaster;

    private @Nullable Presence presence;
    private int users;

    private EmbeddedPostgres(RuntreeHome home) throws IOException {
        this.home = home;
        this.binaries = PostgresBinaries.in(ClusterFiles.binaries(home));
        this.files = new ClusterFiles(home, binaries.major());
        this.unprivileged = Unprivileged.of(ClusterFiles.gate(home), files.data());
        this.postmaster = new Postmaster(binaries, files, unprivileged);
    }

    /**
     * Joins those who use the server, and starts it when it is down; the data folder is made when it is missing. To be
     * followed by one {@link #leave}.
     *
     * @throws StoreException when it cannot be started: says why and what to do
     */
    static EmbeddedPostgres join(RuntreeHome home) {
        try (var _ = Gate.enter(ClusterFiles.gate(home))) {
            var server = OF_THIS_PROCESS.get(home.root());
            if (server == null) {
                server = new EmbeddedPostgres(home);
            }
            server.join();
            OF_THIS_PROCESS.put(home.root(), server);
            return server;
        } catch (IOException e) {
            throw failed("cannot be started", home, e);
        }
    }

    private void join() throws IOException {
        var first = presence == null;
        if (presence == null) {
            presence = Presence.enter(files.present());
        }
        try {
            start();
            users++;
        } catch (IOException | RuntimeException e) {
            if (first) {
                leaveQuietly();
            }
            throw e;
        }
    }

    private PostmasterFile start() throws IOException {
        var version = files.data().resolve("PG_VERSION");
        new ClusterUpgrade(binaries, files, unprivileged).runIfNeeded();
        if (!Files.exists(files.data())) {
            new ClusterMaker(binaries, files, unprivileged).make();
        } else if (!Files.exists(version) || !Files.readString(version).strip().equals(files.major())) {
            throw new StoreException(files.data() + " is not a data folder of PostgreSQL " + files.major()
                    + ": move it away, or put the one that was there back.");
        }
        return postmaster.ensureRunning();
    }

    private void leaveQuietly() throws IOException {
        if (presence != null) {
            presence.leave();
            presence = null;
        }
    }

    /** The port it listens on now, started again if it has died. */
    int port() {
        try (var _ = Gate.enter(ClusterFiles.gate(home))) {
            return start().port();
        } catch (IOException e) {
            throw failed("cannot be started", home, e);
        }
    }

    /** The password of the role that Runtree works as. */
    String password() {
        return password(ClusterMaker.ROLE);
    }

    String password(String role) {
        try {
            return PasswordFile.read(files.password(role));
        } catch (IOException e) {
            throw failed("cannot be used: its password cannot be read", home, e);
        }
    }

    /** Data folders of older versions of PostgreSQL, which this one's data was copied from. Nothing needs them any more. */
    public static List<Path> leftBehind(RuntreeHome home) {
        try {
            return ClusterFiles.all(home).stream()
                    .skip(1)
                    .map(ClusterFiles::data)
                    .toList();
        } catch (IOException e) {
            throw failed("cannot be looked at", home, e);
        }
    }

    Path dataFolder() {
        return files.data();
    }

    /** The processes that use the server, this one first. */
    List<Long> processes() {
        try (var _ = Gate.enter(ClusterFiles.gate(home))) {
            var all = new ArrayList<>(Presence.others(files.present(), presence));
            all.addFirst(ProcessHandle.current().pid());
            return all;
        } catch (IOException e) {
            throw failed("cannot be looked at", home, e);
        }
    }

    /** Leaves; the last one of the last process asks the server to stop. */
    void leave() {
        try (var _ = Gate.enter(ClusterFiles.gate(home))) {
            if (users > 0 && --users == 0) {
                end();
            }
        } catch (IOException e) {
            log.warn("Could not leave the embedded PostgreSQL of {}", home.root(), e);
        }
    }

    private void end() throws IOException {
        OF_THIS_PROCESS.remove(home.root());
        leaveQuietly();
        var server = postmaster.running();
        if (server != null && Presence.others(files.present(), null).isEmpty()) {
            postmaster.askToStop(server);
        }
    }

    /**
     * Stops the server now and waits for its end.
     *
     * @param force even if other processes use it; they start it again when they next need it
     * @return whether one was running
     * @throws StoreException when others use it and it is not forced, or when it does not end
     */
    public static boolean stop(RuntreeHome home, boolean force) {
        if (!home.postgres().toFile().exists()) {
            return false;
        }
        try (var _ = Gate.enter(ClusterFiles.gate(home))) {
            var joined = OF_THIS_PROCESS.get(home.root());
            return (joined == null ? new EmbeddedPostgres(home) : joined).stop(force);
        } catch (IOException e) {
            throw failed("cannot be stopped", home, e);
        }
    }

    private boolean stop(boolean force) throws IOException {
        var others = Presence.others(files.present(), presence);
        if (!others.isEmpty() && !force) {
            throw new StoreException("The embedded database is in use by "
                    + (others.size() == 1 ? "one other process" : others.size() + " other processes") + " ("
                    + others.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + "): end them first, or stop it with --force.");
        }
        var server = postmaster.running();
        if (server == null) {
            return false;
        }
        postmaster.askToStop(server);
        postmaster.awaitEnd(server);
        return true;
    }

    /** For a process that ends without closing what it opened. */
    private static void leaveAll() {
        for (var server : List.copyOf(OF_THIS_PROCESS.values())) {
            try (var _ = Gate.enter(ClusterFiles.gate(server.home))) {
                server.users = 0;
                server.end();
            } catch (IOException e) {
                log.warn("Could not leave the embedded PostgreSQL of {}", server.home.root(), e);
            }
        }
    }

    private static StoreException failed(String what, RuntreeHome home, IOException e) {
        return new StoreException(
                "The embedded database in " + home.postgres() + " " + what + ": " + OwnerOnly.reason(e) + ".", e);
    }
}
