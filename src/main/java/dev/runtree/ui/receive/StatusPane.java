package dev.runtree.ui.receive;

import dev.runtree.model.Figures;
import dev.runtree.receive.endpoint.EndpointStatus;
import dev.runtree.receive.endpoint.EndpointStatus.Refusal;
import dev.runtree.receive.endpoint.Sender;
import dev.runtree.store.WriteStatus;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How receiving goes: addresses, what came, from whom, what was refused and why, and what stands in the way. */
final class StatusPane extends VBox {
    private final Reception reception;
    private final VBox changing = new VBox();

    StatusPane(Reception reception) {
        this.reception = reception;
        getStyleClass().add("receive-status");
        changing.getStyleClass().add("receive-facts");
        getChildren().addAll(new StateLine(reception), new AddressRows(reception), changing);
        reception.follow(this, this::show);
    }

    private void show(ReceptionState state) {
        changing.getChildren().clear();
        switch (state) {
            case ReceptionState.Listening now -> facts(now.status(), now.writing());
            case ReceptionState.Taken taken -> changing.getChildren().add(taken(taken));
            case ReceptionState.Unable unable -> changing.getChildren().add(unable(unable));
            case ReceptionState.Off off -> changing.getChildren().add(note(Messages.text("receive.off.more")));
            case ReceptionState.NoDatabase none -> {}
            case ReceptionState.Starting starting -> {}
        }
    }

    private void facts(EndpointStatus status, WriteStatus writing) {
        var counts = new GridPane();
        counts.getStyleClass().add("receive-counts");
        count(counts, 0, "receive.spans", status.spans());
        count(counts, 1, "receive.logs", status.logs());
        count(counts, 2, "receive.requests", status.requests());
        changing.getChildren().add(counts);
        onDisk(writing);
        var sender = status.lastSender();
        if (sender != null) {
            changing.getChildren().add(sender(sender, status.lastStored()));
        }
        var refusal = status.lastRefusal();
        if (refusal != null) {
            changing.getChildren().add(refusal(refusal, status.refused()));
        }
        if (sender == null && refusal == null) {
            changing.getChildren().add(note(Messages.text("receive.quiet.more")));
        }
    }

    private void onDisk(WriteStatus writing) {
        var away = writing.away();
        var full = writing.refusal();
        var spans = Wording.spans(writing.spans());
        if (away != null || full != null) {
            var card = card("receive.disk", null, BootstrapIcons.HDD);
            card.getStyleClass().add(full == null ? "refusal" : "bad");
            card.getChildren().add(label(full == null ? String.valueOf(away) : full, "receive-reason"));
            card.getChildren()
                    .add(label(Messages.text("receive.disk.waiting", spans, writing.spool()), "receive-about"));
            changing.getChildren().add(card);
        } else if (writing.spans() > 0) {
            changing.getChildren().add(note(Messages.text("receive.disk.returning", spans)));
        } else if (writing.returned() > 0) {
            changing.getChildren().add(note(Messages.text("receive.disk.returned", Figures.count(writing.returned()))));
        }
        if (writing.refused() > 0) {
            changing.getChildren()
                    .add(note(
                            Messages.text("receive.disk.refused", Figures.count(writing.refused()), writing.spool())));
        }
    }

    private static void count(GridPane counts, int column, String key, long number) {
        var value = label(Figures.count(number), "receive-count");
        counts.add(value, column, 0);
        counts.add(label(Messages.text(key), "receive-key"), column, 1);
    }

    private static Node sender(Sender sender, @Nullable Instant at) {
        var about = Stream.of(sender.service(), sender.userAgent())
                .filter(Objects::nonNull)
                .filter(word -> !word.equals(sender.words()))
                .collect(Collectors.joining(" · "));
        var card = card("receive.sender", at, BootstrapIcons.BOX_ARROW_IN_DOWN_RIGHT);
        card.getChildren().add(label(sender.words(), "receive-who"));
        if (!about.isEmpty()) {
            card.getChildren().add(label(about, "receive-about"));
        }
        return card;
    }

    private static Node refusal(Refusal refusal, long all) {
        boolean partly = refusal.httpStatus() < 300;
        var card = card(partly ? "receive.refusal.part" : "receive.refusal", refusal.at(), BootstrapIcons.SLASH_CIRCLE);
        card.getStyleClass().add("refusal");
        var agent = refusal.userAgent() == null ? Messages.text("receive.refusal.unnamed") : refusal.userAgent();
        card.getChildren()
                .addAll(
                        label(refusal.reason(), "receive-reason"),
                        label(
                                partly
                                        ? agent
                                        : Messages.text(
                                                "receive.refusal.from",
                                                agent,
                                                String.valueOf(refusal.httpStatus()),
                                                Figures.count(all)),
                                "receive-about"));
        return card;
    }

    private static VBox card(String title, @Nullable Instant at, BootstrapIcons icon) {
        var name = new Label(Messages.text(title), Icons.icon(icon));
        name.getStyleClass().add("receive-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var time = label(at == null ? "" : Figures.time(at, Instant.now(), ZoneId.systemDefault()), "receive-time");
        time.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(name, space, time);
        head.getStyleClass().add("receive-card-head");
        var card = new VBox(head);
        card.getStyleClass().add("receive-card");
        return card;
    }

    private Node taken(ReceptionState.Taken taken) {
        var card = problem(taken.words());
        var buttons = new HBox();
        buttons.getStyleClass().add("card-actions");
        var free = taken.free();
        if (free != null) {
            var use = new Button(Messages.text("receive.use", String.valueOf(free.http())));
            use.getStyleClass().add(taken.ours() ? "small" : "accent");
            use.setId("usePort");
            use.setOnAction(event -> reception.listenOn(free));
            buttons.getChildren().add(use);
        }
        buttons.getChildren().add(retry());
        card.getChildren().add(buttons);
        card.getStyleClass().add(taken.ours() ? "calm" : "bad");
        return card;
    }

    private Node unable(ReceptionState.Unable unable) {
        var card = problem(unable.reason());
        card.getStyleClass().add("bad");
        card.getChildren().add(new HBox(retry()));
        return card;
    }

    private Button retry() {
        var retry = new Button(Messages.text("retry"));
        retry.getStyleClass().add("small");
        retry.setOnAction(event -> reception.retry());
        return retry;
    }

    private static VBox problem(String text) {
        var card = new VBox(label(text, "receive-reason"));
        card.getStyleClass().addAll("receive-card", "problem");
        return card;
    }

    private static Node note(String text) {
        return label(text, "receive-note");
    }

    private static Label label(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
