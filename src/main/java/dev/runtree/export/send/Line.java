package dev.runtree.export.send;

import dev.runtree.export.target.Endpoint;
import dev.runtree.export.target.Payloads;
import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.query.RunFilter;
import dev.runtree.redact.KeptRules;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import java.time.Duration;

/** A target that can be sent to: everything that follows from its settings and keys, read once. */
final class Line implements AutoCloseable {
    private final Target target;
    private final KeptRules kept;
    private final RunFilter filter;
    private final Payloads payloads;
    private final Post post;

    private Line(Target target, KeptRules kept, RunFilter filter, Payloads payloads, Post post) {
        this.target = target;
        this.kept = kept;
        this.filter = filter;
        this.payloads = payloads;
        this.post = post;
    }

    /**
     * @param response how long an answer may take
     * @throws dev.runtree.export.target.BadTarget when something of it is missing
     * @throws dev.runtree.query.BadFilter when its filter is none
     * @throws dev.runtree.redact.BadRule when a rule of redaction is none
     */
    static Line to(Target target, Targets targets, RuntreeHome home, Duration response) {
        return to(target, targets.endpoint(target), home, response);
    }

    /** @throws dev.runtree.query.BadFilter when its filter is none */
    static Line to(Target target, Endpoint endpoint, RuntreeHome home, Duration response) {
        var filter = target.filter().isBlank() ? RunFilter.ALL : RunFilter.parse(target.filter());
        Targets.checkWords(filter);
        var kept = kept(home);
        var rules = target.redacting() == Redacting.NONE ? RedactionRules.NONE : kept.rules();
        return new Line(target, kept, filter, new Payloads(target, endpoint, rules), post(endpoint, response));
    }

    /** Those that the settings have. */
    private static KeptRules kept(RuntreeHome home) {
        return KeptRules.of(new SettingsFile(home).load().choices());
    }

    /** Whether the settings have other rules of redaction now. */
    boolean isOutdated(RuntreeHome home) {
        return !kept.equals(kept(home));
    }

    /** A certificate that is none is told as what it is. */
    private static Post post(Endpoint endpoint, Duration response) {
        try {
            return new Post(endpoint, response);
        } catch (IllegalArgumentException e) {
            throw new CannotSend("The certificate files of the target cannot be used: " + e.getMessage(), e);
        }
    }

    Target target() {
        return target;
    }

    RunFilter filter() {
        return filter;
    }

    Payloads payloads() {
        return payloads;
    }

    Post post() {
        return post;
    }

    @Override
    public void close() {
        post.close();
    }
}
