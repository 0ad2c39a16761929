package dev.runtree.receive.endpoint;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that endpoints of a data folder have, so that a second one can say who is there already: a file for each,
 * naming the process. It decides nothing, the system gives ports away; so a file that a killed process left is harmless.
 */
final class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final RuntreeHome home;

    Claims(RuntreeHome home) {
        this.home = home;
    }

    void make(Collection<Integer> ports, Owner owner) {
        var self = ProcessHandle.current();
        try {
            OwnerOnly.folder(home.endpoints());
            for (var port : ports) {
                OwnerOnly.write(file(port), self.pid() + "\n" + start(self) + "\n" + owner.name() + "\n");
            }
        } catch (IOException | SettingsException e) {
            LOG.warn("Other processes will not know that this one listens", e);
        }
    }

    void giveUp(Collection<Integer> ports) {
        for (var port : ports) {
            try {
                if (read(port)
                        .filter(claim ->
                                claim.process() == ProcessHandle.current().pid())
                        .isPresent()) {
                    Files.deleteIfExists(file(port));
                }
            } catch (IOException e) {
                LOG.debug("Left behind: {}", file(port), e);
            }
        }
    }

    /** Who listens on a port that is taken, if it can be told. */
    @Nullable PortHolder holder(int port) {
        var listening = ListeningProcess.on(port);
        var claim = read(port);
        if (claim.isPresent()
                && (listening.isEmpty() || listening.getAsLong() == claim.get().process())) {
            return claim.get();
        }
        return listening.isEmpty() ? null : new PortHolder(listening.getAsLong(), command(listening.getAsLong()), null);
    }

    private Optional<PortHolder> read(int port) {
        try {
            var lines = Files.readAllLines(file(port));
            var process = Long.parseLong(lines.get(0));
            var owner = Owner.valueOf(lines.get(2));
            // Ids are given again: the one that started then is meant.
            return ProcessHandle.of(process)
                    .filter(alive -> start(alive).equals(lines.get(1)))
                    .map(alive -> new PortHolder(process, command(process), owner));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Path file(int port) {
        return home.endpoints().resolve(String.valueOf(port));
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static @Nullable String command(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().command())
                .map(program -> Path.of(program).getFileName().toString())
                .orElse(null);
    }
}
