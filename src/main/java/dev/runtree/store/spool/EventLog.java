package dev.runtree.store.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps events on disk until they are worked off, in any order, each at least once. As with the {@link Spool}, a process has
 * a folder of its own, and {@link #takeOver} adds what processes left that died.
 */
public final class EventLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Path folder;
    private final String owner;
    private final SpoolRoom room;
    private final Aside aside;
    private final Appender<byte[]> appender;

    /** These are guarded by this. */
    private final Map<Path, EventFile> files = new HashMap<>();

    private final List<TakenFolder> taken = new ArrayList<>();
    /** Folders of the dead in which nothing is for us: nobody adds to them. */
    private final Set<Path> others = new HashSet<>();

    private boolean closed;

    /** A folder of a process that died, as long as something in it is to be done by this one. */
    private record TakenFolder(SpoolFolder folder, Set<KeptEvent> left) {}

    /**
     * Touches no file.
     *
     * @param folder the home's
     * @param owner which database it is for, without a password: what is meant for another one is left alone
     * @param mostBytes of all that lies in the folder, asked with the first event
     */
    public EventLog(Path folder, String owner, LongSupplier mostBytes) {
        this.folder = folder;
        this.owner = owner;
        this.room = new SpoolRoom(folder, mostBytes);
        this.aside = new Aside(folder);
        this.appender = new Appender<>(
                folder,
                owner,
                room,
                new Appender.Wording<>("Events", event -> new Frame(1, 0, event)),
                this::segmentClosed);
    }

    /** Never waits. The future completes when the event is safe on disk, or fails with {@link SpoolRefusal}. */
    public CompletableFuture<KeptEvent> append(byte[] event) {
        var kept = new CompletableFuture<KeptEvent>();
        var _ = appender.append(event).whenComplete((place, problem) -> {
            if (problem == null) {
                kept.complete(new KeptEvent(file(place.segment()), place.at(), 0));
            } else {
                kept.completeExceptionally(problem);
            }
        });
        return kept;
    }

    private synchronized EventFile file(Path segment) {
        return files.computeIfAbsent(segment, EventFile::new);
    }

    private void segmentClosed(Segment segment) {
        var file = file(segment.file());
        if (file.closed(segment.amount().spans())) {
            remove(file);
        }
    }

    /** The event as it was put here. */
    public byte[] read(KeptEvent event) throws IOException {
        try (var reader = event.file().reader()) {
            return reader.at(event.at());
        }
    }

    /** Notes that it is begun to be worked off; whoever finds it after a crash knows. */
    public void begin(KeptEvent event) {
        event.tried();
        event.file().begun(event.at(), event.tries());
    }

    /** It is worked off, and will not be found again. */
    public void done(KeptEvent event) {
        if (event.file().done(event.at())) {
            remove(event.file());
        }
        release(event);
    }

    /**
     * What processes left that died.
     *
     * @param mine whether an event, as it was put there, is for this process; the others stay for whoever they are for
     */
    public synchronized List<KeptEvent> takeOver(Predicate<byte[]> mine) {
        var found = new ArrayList<KeptEvent>();
        if (closed || !Files.isDirectory(folder)) {
            return found;
        }
        try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var other : folders) {
                if (!others.contains(other)) {
                    var its = SpoolFolder.takeOver(other, owner);
                    if (its.isPresent()) {
                        found.addAll(takeOver(its.get(), mine));
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("What other processes left in {} cannot be looked at", folder, e);
        }
        return found;
    }

    private List<KeptEvent> takeOver(SpoolFolder its, Predicate<byte[]> mine) throws IOException {
        var events = new HashSet<KeptEvent>();
        EventFile.sweep(its.path());
        for (var segment : SpoolFolder.segments(its.path())) {
            try {
                events.addAll(pending(segment, mine));
            } catch (IOException e) {
                LOG.error("{} cannot be read and stays where it is", segment, e);
            }
        }
        if (events.isEmpty()) {
            others.add(its.path());
            its.close();
        } else {
            LOG.info("Taking over {} events that wait in {}", events.size(), its.path());
            taken.add(new TakenFolder(its, events));
        }
        return List.copyOf(events);
    }

    private List<KeptEvent> pending(Path segment, Predicate<byte[]> mine) throws IOException {
        var file = new EventFile(segment);
        var noted = file.read();
        var pending = new ArrayList<KeptEvent>();
        var total = 0L;
        var done = 0L;
        try (var reader = file.reader()) {
            for (var frame = reader.next(); frame != null; frame = reader.next()) {
                var at = reader.position() - frame.size();
                var tries = noted.get(at);
                total++;
                if (EventFile.isDone(tries)) {
                    done++;
                } else if (mine.test(frame.record())) {
                    pending.add(new KeptEvent(file, at, tries == null ? 0 : tries));
                }
            }
            if (reader.isDamaged()) {
                LOG.error("{} is damaged: what can be read of its events is worked off", segment);
            }
        }
        file.doneBefore(done);
        files.put(segment, file);
        if (file.closed(total)) {
            remove(file);
        }
        return pending;
    }

    private void remove(EventFile file) {
        try {
            synchronized (this) {
                files.remove(file.file());
            }
            var bytes = Files.size(file.file());
            if (isDamaged(file)) {
                var kept = aside.damaged(file.file());
                LOG.error("The damaged file of events is kept as {}", kept);
            } else {
                Files.delete(file.file());
                room.giveBack(bytes);
            }
            file.forget();
        } catch (IOException e) {
            LOG.warn("{} is worked off and could not be removed; it is looked at at the next start", file.file(), e);
        }
    }

    private static boolean isDamaged(EventFile file) throws IOException {
        try (var reader = file.reader()) {
            while (reader.next() != null) {
                // To its end.
            }
            return reader.isDamaged();
        }
    }

    /** The folder of a process that died is left with its last event that was for us. */
    private synchronized void release(KeptEvent event) {
        for (var its : taken) {
            if (its.left().remove(event) && its.left().isEmpty()) {
                leave(its.folder());
                taken.remove(its);
                return;
            }
        }
    }

    private void leave(SpoolFolder its) {
        others.add(its.path());
        try {
            its.close();
        } catch (IOException e) {
            LOG.warn("{} could not be given up", its.path(), e);
        }
    }

    /** Where events lie that wait. */
    public Path folder() {
        return folder;
    }

    /** What is not done stays on disk, for whoever is there next. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        appender.close();
        synchronized (this) {
            for (var file : files.values()) {
                try {
                    file.close();
                } catch (IOException e) {
                    LOG.debug("{} could not be closed", file.file(), e);
                }
            }
            taken.forEach(its -> leave(its.folder()));
            taken.clear();
            var own = appender.folder();
            if (own != null) {
                leave(own);
            }
        }
    }
}
