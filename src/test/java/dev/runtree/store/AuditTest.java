package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.Audit.Broken;
import dev.runtree.store.Audit.Intact;
import dev.runtree.store.Audit.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
    private final TestServer server = TestServer.get();
    private DatabaseTarget.Server target;
    private Database database;
    private Audit audit;
    private ApprovalQueue queue;
    private PausedRuns runs;

    @BeforeEach
    void open() {
        target = server.freshDatabase();
        database = Database.open(target, server.home());
        audit = new Audit(database);
        queue = new ApprovalQueue(database);
        runs = new PausedRuns(database);
    }

    @AfterEach
    void close() {
        database.close();
        server.drop(target);
    }

    @Test
    void anEmptyAuditIsIntact() {
        assertThat(verified()).isEqualTo(new Intact(0, "0".repeat(64), 0));
    }

    @Test
    void everyKindOfChangeIsFound() {
        decide(5);
        assertThat(verified())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.rows()).isEqualTo(5));
        for (var change : List.of(
                "actor = 'eve'",
                "subject = 'approval x'",
                "details = '{}'",
                "action = 'approval.reject'",
                "at = at + interval '1 microsecond'",
                "hash = '\\x00'",
                "previous_hash = '\\x00'",
                "details_digest = '\\x00'",
                "actor = 'eve', actor_digest = sha256('eve')")) {
            assertThat(tampered("UPDATE runtree_audit SET " + change + " WHERE seq = 3", audit, null))
                    .as(change)
                    .isInstanceOfSatisfying(
                            Broken.class, broken -> assertThat(broken.seq()).isIn(3L, 4L));
        }
        assertThat(tampered("DELETE FROM runtree_audit WHERE seq = 2", audit, null))
                .isEqualTo(new Broken(2, "row 2 is missing: it was taken out"));
        assertThat(tampered("UPDATE runtree_audit SET details = '{}' WHERE seq = 4", audit, null))
                .isEqualTo(new Broken(4, "row 4 is not what was written: its details was changed"));
    }

    @Test
    void whoKeptTheHeadFindsThatTheTailWasCutOff() {
        decide(3);
        var head = ((Intact) verified()).head();
        decide(2);
        assertThat(audit.verify(head).fetch()).isInstanceOf(Intact.class);
        assertThat(audit.verify(head.substring(0, 16).toUpperCase(java.util.Locale.ROOT))
                        .fetch())
                .isInstanceOf(Intact.class);
        var later = ((Intact) verified()).head();
        var cut = "WITH cut AS (DELETE FROM runtree_audit WHERE seq > 3 RETURNING subject)"
                + " DELETE FROM agno_approvals WHERE 'approval ' || id IN (SELECT subject FROM cut)";
        assertThat(tampered(cut, audit, null)).as("nobody can tell without one").isInstanceOf(Intact.class);
        assertThat(tampered(cut, audit, later))
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken ->
                                assertThat(broken.what()).contains("rows at its end were cut off", "ends with row 3"));
        assertThatThrownBy(() -> audit.verify("abc")).hasMessageContaining("first 16");
    }

    @Test
    void anApprovalThatIsOtherwiseThanTheAuditSaysIsFound() {
        decide(2);
        assertThat(tampered("UPDATE agno_approvals SET resolved_by = 'eve'", audit, null))
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken -> assertThat(broken.what()).contains("approved by eve", "the audit does not say so"));
        assertThat(tampered("UPDATE agno_approvals SET status = 'pending'", audit, null))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.what()).contains("is pending"));
        assertThat(tampered("DELETE FROM agno_approvals", audit, null))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.what()).contains("is gone"));
    }

    @Test
    void theTableItselfRefusesAnythingButAnErasureOnTheRecord() {
        decide(2);
        var dsl = database.dsl();
        for (var refused : List.of(
                "DELETE FROM runtree_audit",
                "TRUNCATE runtree_audit",
                "UPDATE runtree_audit SET actor = 'eve'",
                "UPDATE runtree_audit SET actor = '', actor_salt = NULL",
                "UPDATE runtree_audit SET actor = '', actor_salt = NULL, actor_erased = 2 WHERE seq = 1",
                "UPDATE runtree_audit SET details = '{}', details_salt = NULL, details_erased = 99")) {
            assertThatThrownBy(() -> dsl.execute(refused)).as(refused).hasMessageContaining("runtree_audit only grows");
        }
        assertThat(verified()).isInstanceOf(Intact.class);
    }

    @Test
    void anErasedPersonIsGoneAndTheChainHolds() {
        var ana = pauseAndApprove("ana", "bo", "{\"passport\":\"X123\"}");
        var head = ((Intact) verified()).head();
        var cy = pauseAndApprove("cy", "bo", "{\"passport\":\"Y456\"}");
        appended("delete", "user ana", "{\"runs\":1}");

        var receipt = new Erasure(database).erase(new Erasure.Subject.User("ana"), "dpo", "Asked for on 26 November");
        assertThat(receipt).isEqualTo(new Erasure.Receipt(1, 2, 4));
        var all = database.dsl().fetch("SELECT * FROM runtree_audit").format()
                + database.dsl().fetch("SELECT * FROM agno_approvals").format();
        assertThat(all).doesNotContain("X123").doesNotContain("ana").contains("Y456", "Asked for on 26 November");

        assertThat(audit.verify(head).fetch())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.erased()).isEqualTo(2));
        var erased = queue.approval(ana).fetch().orElseThrow();
        assertThat(erased.arguments()).isNull();
        assertThat(erased.erasedAt()).isNotNull();
        assertThat(Objects.requireNonNull(erased.decision()).by())
                .as("who decided stays")
                .isEqualTo("bo");
        assertThat(queue.approval(cy).fetch().orElseThrow().erasedAt()).isNull();

        assertThat(tampered("UPDATE runtree_audit SET details = '{\"a\":1}' WHERE seq = 1", audit, null))
                .isInstanceOf(Broken.class);
        assertThat(tampered(
                        "UPDATE runtree_audit SET actor = '', actor_salt = NULL, actor_erased = 4 WHERE seq = 2",
                        audit,
                        null))
                .as("more than is told of")
                .isInstanceOf(Broken.class);
        assertThat(new Erasure(database)
                        .erase(new Erasure.Subject.User("ana"), "dpo", null)
                        .seq())
                .isZero();
    }

    @Test
    void aDecidersNameCanBeErasedTooAndNothingElse() {
        var id = pauseAndApprove("ana", "bo", "{\"to\":\"Rome\"}");
        new Erasure(database).erase(new Erasure.Subject.Actor("bo"), "dpo", null);
        var now = queue.approval(id).fetch().orElseThrow();
        assertThat(Objects.requireNonNull(now.decision()).by()).isNull();
        assertThat(now.arguments()).isEqualTo("{\"to\":\"Rome\"}");
        new Erasure(database).erase(new Erasure.Subject.Approvals(List.of(id)), "dpo", null);
        assertThat(verified())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.erased()).isEqualTo(1));
    }

    @Test
    void whatStillWaitsIsNotErased() {
        var run = WaitingRuns.run("ana");
        WaitingRuns.pause(runs, run, "book");
        assertThatThrownBy(() -> new Erasure(database).erase(new Erasure.Subject.User("ana"), "dpo", null))
                .hasMessageContaining("still waits");
    }

    @Test
    void rowsOfTheFormerFormStayVerifiableAndCanBeErased() throws SQLException {
        var previous = AuditHash.BEFORE_THE_FIRST;
        for (var seq = 1; seq <= 3; seq++) {
            previous = former(seq, previous, "user ana");
        }
        decide(1);
        assertThat(verified())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.rows()).isEqualTo(4));
        assertThat(tampered("UPDATE runtree_audit SET subject = 'user eve' WHERE seq = 2", audit, null))
                .isEqualTo(new Broken(2, "row 2 is not what was written"));

        assertThat(new Erasure(database)
                        .erase(new Erasure.Subject.User("ana"), "dpo", null)
                        .rows())
                .isEqualTo(4);
        new Erasure(database).erase(new Erasure.Subject.Actor("former"), "dpo", null);
        assertThat(verified())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.erased()).isEqualTo(4));
        assertThat(tampered("UPDATE runtree_audit SET details = '{\"runs\":9}' WHERE seq = 2", audit, null))
                .as("what is left of it is noted by the erasure")
                .isInstanceOf(Broken.class);
    }

    @Test
    void aBrokenAuditIsNotErasedFrom() {
        decide(1);
        tamper("UPDATE runtree_audit SET actor = 'eve'");
        assertThatThrownBy(() -> new Erasure(database).erase(new Erasure.Subject.Actor("eve"), "dpo", null))
                .hasMessageContaining("Nothing was erased");
    }

    private byte[] former(long seq, byte[] previous, String subject) throws SQLException {
        var at = Instant.parse("2026-11-01T10:00:00Z").plusSeconds(seq);
        var hash = AuditHash.ofValues(previous, seq, at, "former", "delete", subject, "{\"runs\":1}");
        try (var connection = database.dataSource().getConnection();
                var insert = connection.prepareStatement(
                        "INSERT INTO runtree_audit (seq, at, actor, action, subject, details, previous_hash, hash)"
                                + " VALUES (?, ?, 'former', 'delete', ?, '{\"runs\":1}', ?, ?)")) {
            insert.setLong(1, seq);
            insert.setObject(2, at.atOffset(ZoneOffset.UTC));
            insert.setString(3, subject);
            insert.setBytes(4, previous);
            insert.setBytes(5, hash);
            insert.executeUpdate();
        }
        return hash;
    }

    private void appended(String action, String subject, String details) {
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            AuditTrail.append(connection, Instant.now(), action, subject, details);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void decide(int approvals) {
        for (var i = 0; i < approvals; i++) {
            pauseAndApprove("ana", "bo", "{\"n\":" + i + "}");
        }
    }

    private String pauseAndApprove(String user, String by, String arguments) {
        var run = WaitingRuns.run(user);
        var asked = WaitingRuns.asked(run, "book", arguments, null);
        runs.pause(run, List.of(asked));
        queue.approve(asked.id(), by, null, null);
        var claimed = Objects.requireNonNull(runs.claim(run.runId()));
        runs.finish(claimed.claim(), dev.runtree.model.RunStatus.OK);
        return asked.id();
    }

    private Verdict verified() {
        return audit.verify(null).fetch();
    }

    /** What is found after a change by somebody who owns the table; it is undone again. */
    private Verdict tampered(String sql, Audit by, @Nullable String head) {
        var dsl = database.dsl();
        for (var table : List.of("runtree_audit", "agno_approvals")) {
            dsl.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
        tamper(sql);
        var verdict = by.verify(head).fetch();
        for (var table : List.of("runtree_audit", "agno_approvals")) {
            tamper("DELETE FROM " + table);
            dsl.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
            dsl.execute("DROP TABLE kept_" + table);
        }
        return verdict;
    }

    private void tamper(String sql) {
        var dsl = database.dsl();
        dsl.execute("ALTER TABLE runtree_audit DISABLE TRIGGER USER");
        dsl.execute(sql);
        dsl.execute("ALTER TABLE runtree_audit ENABLE TRIGGER USER");
    }
}
