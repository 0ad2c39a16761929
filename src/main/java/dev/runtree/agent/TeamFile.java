package dev.runtree.agent;

import dev.runtree.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the team that its agent leads.
 *
 * <pre>{@code
 * name: Travel desk                  # the leader's keys, as in an agent's file
 * model: openai:gpt-4.1
 * mode: coordinate                   # default; or route, or collaborate
 * members:
 *   - flights.yaml                   # a file beside this one: an agent or a team
 *   - file: hotels.yaml
 *     role: finds rooms and books them
 * }</pre>
 */
final class TeamFile {
    private static final Set<String> MEMBER = Set.of("file", "role");

    private final Path file;
    private final AgentFiles files;

    TeamFile(Path file, AgentFiles files) {
        this.file = file;
        this.files = files;
    }

    /** The team; the agent itself where the file names no members. */
    Component read(YamlValue root, Agent leader) {
        var members = root.get("members");
        if (members.isEmpty()) {
            root.get("mode").ifPresent(mode -> {
                throw mode.bad("a mode is for a team, and no \"members\" are named");
            });
            return leader;
        }
        var builder = Team.ledBy(leader);
        root.get("mode").ifPresent(mode -> builder.mode(mode(mode)));
        for (var item : members.get().items()) {
            var listed = item.isMap() ? item.onlyKeys(MEMBER) : item;
            var name = listed.isMap() ? listed.need("file") : listed;
            add(
                    builder,
                    name,
                    listed.isMap() ? listed.get("role").map(YamlValue::text).orElse(null) : null);
        }
        try {
            return builder.build();
        } catch (IllegalStateException e) {
            throw members.get().bad(String.valueOf(e.getMessage()), e);
        }
    }

    private void add(TeamBuilder builder, YamlValue name, @Nullable String role) {
        var member = files.named(file, name);
        try {
            builder.member(member, role);
        } catch (IllegalArgumentException e) {
            throw name.bad(String.valueOf(e.getMessage()), e);
        }
    }

    private static TeamMode mode(YamlValue written) {
        for (var mode : TeamMode.values()) {
            if (mode.word().equals(written.word().toLowerCase(Locale.ROOT))) {
                return mode;
            }
        }
        throw written.bad("coordinate, route or collaborate was expected here, not \"" + written.word() + "\"");
    }
}
