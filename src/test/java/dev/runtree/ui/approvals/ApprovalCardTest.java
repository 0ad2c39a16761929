package dev.runtree.ui.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.testing.FxExtension;
import dev.runtree.ui.Theme;
import dev.runtree.ui.prose.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deciding in a card: what the reader writes, and what is told of it. */
@Tag("fx")
@ExtendWith(FxExtension.class)
class ApprovalCardTest {
    private static final String ASKED =
            "{\"depart_date\": \"2026-04-12\", \"price\": 164.00, \"note\": \"Dear hotel,\\nplease \\\"quiet\\\"\"}";

    private final List<String> told = new ArrayList<>();

    private ApprovalCard card(Approval approval) {
        var card = new ApprovalCard(approval);
        card.onApprove(arguments -> told.add("approve " + arguments));
        card.onReject(reason -> told.add("reject " + reason));
        Theme.install(new Scene(card, 600, 700));
        card.getScene().snapshot(null);
        return card;
    }

    private static Approval pending(String arguments) {
        return approval(ApprovalStatus.PENDING, arguments, true, null);
    }

    private static Approval approval(
            ApprovalStatus status, String arguments, boolean whole, Approval.@Nullable Decision decision) {
        return new Approval(
                "a-1",
                "run-1",
                "run-1",
                status,
                "Travel desk",
                "book_flight",
                arguments,
                whole,
                "Books a flight",
                null,
                Instant.now().minusSeconds(41),
                null,
                new Actor("desk", null, null, "ana", "trip", null),
                decision,
                "paused",
                null);
    }

    private static void press(Node at, KeyCode code, boolean shortcut) {
        var scene = at.getScene();
        at.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, shortcut, false, false));
        scene.snapshot(null);
    }

    private static TextInputControl field(Node card, int number) {
        return (TextInputControl) card.lookupAll(".argument-input").stream()
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static String words(Node card) {
        return card.lookupAll(".label").stream()
                .filter(label -> label.isVisible() && label instanceof Label)
                .map(label -> ((Label) label).getText())
                .toList()
                .toString();
    }

    /** What can be read in the values of arguments. */
    private static String values(Node card) {
        return card.lookupAll("*").stream()
                .filter(Passage.class::isInstance)
                .map(passage -> ((Passage) passage).text())
                .toList()
                .toString();
    }

    @Test
    void whatWouldWriteBackwardsIsReadAsAnEscape() {
        var card = card(pending("{\"to\": \"DE\u202e00 9876\u202c\"}"));
        assertThat(values(card)).contains("\"DE\\u202e00 9876\\u202c\"");

        press(card, KeyCode.E, false);
        assertThat(field(card, 0).getText()).isEqualTo("\"DE\\u202e00 9876\\u202c\"");
        press(field(card, 0), KeyCode.ENTER, true);
        assertThat(told).containsExactly("approve null");
    }

    @Test
    void aFloodOfArgumentsIsOneText() {
        var flood = IntStream.range(0, 20_000)
                .mapToObj(number -> "\"key" + number + "\": " + number)
                .collect(Collectors.joining(", ", "{", "}"));
        var card = card(pending(flood));

        assertThat(card.lookupAll(".fact-key")).isEmpty();
        assertThat(values(card)).contains("\"key0\": 0, \"key1\": 1");
        assertThat(card.lookupAll(".hyperlink"))
                .extracting(link -> ((Hyperlink) link).getText())
                .anyMatch(text -> text.startsWith("Show all ("));
    }

    @Test
    void whatWasAskedIsApprovedAsItIs() {
        var card = card(pending(ASKED));

        assertThat(words(card)).contains("Approve book_flight?", "asked by Travel desk", "waiting 41 s");
        press(card, KeyCode.ENTER, true);

        assertThat(told).containsExactly("approve null");
    }

    @Test
    void anEditedValueGoesWithAllOthersAsTheyWereSent() {
        var card = card(pending(ASKED));
        press(card, KeyCode.E, false);
        field(card, 0).setText("\"2026-12-04\"");
        field(card, 2).setText("Dear hotel,\nno \"noise\"");

        assertThat(words(card)).contains("edited, was 2026-04-12").contains("Approve edited");
        press(field(card, 0), KeyCode.ENTER, true);

        assertThat(told)
                .containsExactly("approve {\"depart_date\": \"2026-12-04\", \"price\": 164.00,"
                        + " \"note\": \"Dear hotel,\\nno \\\"noise\\\"\"}");
    }

    @Test
    void whatIsNoJsonIsNotSentAndCanBeTakenAsAText() {
        var card = card(pending(ASKED));
        press(card, KeyCode.E, false);
        field(card, 0).setText("2026-12-04");
        press(field(card, 0), KeyCode.ENTER, true);

        assertThat(told).isEmpty();
        assertThat(words(card)).contains("No JSON");
        card.lookupAll(".argument-field .hyperlink").stream()
                .filter(Node::isVisible)
                .map(link -> (Hyperlink) link)
                .findFirst()
                .orElseThrow()
                .fire();
        press(field(card, 0), KeyCode.ENTER, true);

        assertThat(told).singleElement().asString().startsWith("approve {\"depart_date\": \"2026-12-04\",");
    }

    @Test
    void argumentsAreAddedAndTakenOutInOneText() {
        var card = card(pending("{\"a\": 1, \"b\": 2}"));
        press(card, KeyCode.E, false);
        ((Hyperlink) card.lookup(".arguments-editor > .argument-rest")).fire();
        var all = (TextArea) card.lookup(".argument-input");
        all.setText("[1]");
        press(all, KeyCode.ENTER, true);
        assertThat(told).isEmpty();
        assertThat(words(card)).contains("Arguments are one JSON object, in braces.");

        all.setText("{\"a\": 1, \"c\": [2]}");
        press(all, KeyCode.ENTER, true);
        assertThat(told).containsExactly("approve {\"a\": 1, \"c\": [2]}");
    }

    @Test
    void editsAreForgottenByEscape() {
        var card = card(pending(ASKED));
        press(card, KeyCode.E, false);
        field(card, 0).setText("\"2026-12-04\"");
        press(field(card, 0), KeyCode.ESCAPE, false);
        assertThat(card.lookup(".argument-input")).isNull();
        press(card, KeyCode.ENTER, true);

        assertThat(told).containsExactly("approve null");
    }

    @Test
    void aRejectionAsksForItsReason() {
        var card = card(pending(ASKED));
        press(card, KeyCode.R, false);
        assertThat(told).isEmpty();
        var reason = (TextArea) card.lookup(".approval-reason .text-area");
        reason.setText(" Too dear \n");
        press(reason, KeyCode.E, false);
        press(reason, KeyCode.ENTER, true);

        assertThat(told).containsExactly("reject Too dear");
    }

    @Test
    void whatIsBeingWrittenStaysWhileTheApprovalWaits() {
        var card = card(pending(ASKED));
        press(card, KeyCode.E, false);
        field(card, 0).setText("\"2026-12-04\"");
        card.show(pending(ASKED));
        assertThat(field(card, 0).getText()).isEqualTo("\"2026-12-04\"");

        var now = approval(
                ApprovalStatus.REJECTED, ASKED, true, new Approval.Decision("bo", Instant.now(), "Too dear", null));
        card.show(now);
        card.tell(ApprovalWords.tooLate(now));
        assertThat(card.lookup(".argument-input")).isNull();
        assertThat(words(card))
                .contains("rejected by bo", "Nothing was changed: book_flight was already rejected by bo");
        press(card, KeyCode.ENTER, true);
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasEditedIsShownWithWhatItWas() {
        var card = card(approval(
                ApprovalStatus.APPROVED,
                ASKED,
                true,
                new Approval.Decision(
                        "bo",
                        Instant.now(),
                        null,
                        "{\"depart_date\": \"2026-12-04\", \"price\": 164.00, \"bags\": 1}")));

        assertThat(words(card))
                .contains("approved with edits by bo", "edited, was \"2026-04-12\"", "edited, was not there")
                .contains("note");
        assertThat(card.lookup(".approval-foot")).isNull();
    }

    @Test
    void nobodyEditsArgumentsOfWhichOnlyTheBeginningIsThere() {
        var card = card(approval(ApprovalStatus.PENDING, "{\"a\": \"begin", false, null));
        press(card, KeyCode.E, false);

        assertThat(card.lookup(".argument-input")).isNull();
        assertThat(card.lookupAll(".button").stream()
                        .filter(Node::isVisible)
                        .map(button -> ((Button) button).getText()))
                .containsExactly("Approve", "Reject…");
    }
}
