package dev.runtree.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a program is started such that it does not run as root, which PostgreSQL refuses. A user who is not root needs
 * nothing. For root there are two ways, tried in this order:
 *
 * <ol>
 *   <li>{@code unshare -U} gives the program a user namespace in which it is nobody while its files stay root's, so
 *       that data folder, passwords and locks keep one owner.
 *   <li>{@code setpriv} makes it the user nobody, who owns the data folder then, with the one right kept to reach it
 *       beneath folders that are root's alone. For containers, where namespaces are often forbidden.
 * </ol>
 */
final class Unprivileged {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    /** @param owner who the data folder must belong to */
    private record Way(int owner, List<String> prefix) {}

    private static final Way UNSHARE = new Way(ROOT, List.of("unshare", "-U"));
    private static final Way SETPRIV = new Way(
            NOBODY,
            List.of(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--no-new-privs",
                    // Else access(2), by which PostgreSQL finds its own programs, would leave the rights out.
                    "--securebits=+no_setuid_fixup",
                    "--inh-caps=-all,+dac_override,+fowner",
                    "--ambient-caps=-all,+dac_override,+fowner",
                    "--bounding-set=-all,+dac_override,+fowner"));

    private final boolean root;
    private final List<Way> ways;
    private @Nullable Way chosen;

    private Unprivileged(boolean root, List<Way> ways) {
        this.root = root;
        this.ways = ways;
    }

    /**
     * @param ours a file that this process has made: its owner is who we are
     * @param data the data folder, if there is one yet: the way whose it is goes first, for the server that may run
     *     there obeys only that one
     */
    static Unprivileged of(Path ours, Path data) throws IOException {
        var nobodys = Files.exists(data) && owner(data) == NOBODY;
        return new Unprivileged(owner(ours) == ROOT, nobodys ? List.of(SETPRIV, UNSHARE) : List.of(UNSHARE, SETPRIV));
    }

    /** With the second way alone, as where namespaces are forbidden. */
    static Unprivileged withoutNamespaces(Path ours) throws IOException {
        return new Unprivileged(owner(ours) == ROOT, List.of(SETPRIV));
    }

    /**
     * The command with what must stand before it.
     *
     * @throws StoreException when we are root and cannot be anybody else
     */
    List<String> command(List<String> command) throws IOException {
        if (!root) {
            return command;
        }
        var whole = new ArrayList<>(way().prefix());
        whole.addAll(command);
        return whole;
    }

    /** Gives a data folder to whom the server will run as; nothing when it is theirs already. */
    void give(Path folder) throws IOException {
        if (!root || owner(folder) == way().owner()) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.forEach(path -> give(path, way().owner()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void give(Path path, int owner) {
        try {
            Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Way way() {
        if (chosen == null) {
            chosen = ways.stream()
                    .filter(Unprivileged::works)
                    .findFirst()
                    .orElseThrow(() -> new StoreException(
                            "PostgreSQL does not run as root, and neither unshare nor setpriv can start it as somebody else"
                                    + " here: run Runtree as another user, or name a server of yours with --db."));
        }
        return chosen;
    }

    private static boolean works(Way way) {
        var attempt = new ArrayList<>(way.prefix());
        attempt.add("true");
        try {
            return Program.run(attempt, "").status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int owner(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                        && Files.getAttribute(path, "unix:uid") instanceof Integer uid
                ? uid
                : -1;
    }
}
