package dev.runtree.export.target;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runtree.otlp.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A target as it is on disk, in which whatever is as usual is missing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record StoredTarget(
        @Nullable String name,
        @Nullable String preset,
        @Nullable Map<String, String> answers,
        @Nullable String filter,
        @Nullable Double sample,
        @Nullable String redact,
        @Nullable String profile,
        @Nullable String protocol,
        @Nullable String path,
        @Nullable Boolean gzip,
        @Nullable List<String> headers,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String certificateKey,
        @Nullable Boolean replays,
        @Nullable Boolean paused) {

    static StoredTarget of(Target target) {
        var transport = target.transport();
        var tls = transport.tls();
        return new StoredTarget(
                target.name(),
                target.preset().word(),
                target.answers().isEmpty() ? null : new TreeMap<>(target.answers()),
                target.filter().isEmpty() ? null : target.filter(),
                target.sample() == 1 ? null : Double.valueOf(target.sample()),
                target.redacting() == Redacting.NONE ? null : target.redacting().word(),
                target.profile() == null ? null : target.profile().word(),
                transport.protocol() == null ? null : transport.protocol().word(),
                transport.path(),
                transport.gzip(),
                transport.headers().isEmpty() ? null : transport.headers(),
                text(tls.ca()),
                text(tls.certificate()),
                text(tls.key()),
                target.replays() ? Boolean.TRUE : null,
                target.paused() ? Boolean.TRUE : null);
    }

    /** @throws BadTarget when it is none */
    Target target() {
        if (name == null || preset == null) {
            throw new BadTarget("A target in targets.json has no name or no preset. Mend the file.");
        }
        return new Target(
                name,
                Preset.of(preset),
                answers == null ? Map.of() : answers,
                filter == null ? "" : filter,
                sample == null ? 1 : sample,
                redact == null ? Redacting.NONE : Words.of(Redacting.class, "redaction", redact, Redacting::word),
                profile == null ? null : Words.of(Profile.class, "profile", profile, Profile::word),
                new Transport(
                        protocol == null ? null : Words.of(Protocol.class, "protocol", protocol, Protocol::word),
                        path,
                        gzip,
                        headers == null ? List.of() : headers,
                        new Tls(path(ca), path(certificate), path(certificateKey))),
                Boolean.TRUE.equals(replays),
                Boolean.TRUE.equals(paused));
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
