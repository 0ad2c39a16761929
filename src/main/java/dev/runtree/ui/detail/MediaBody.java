package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.Part;
import dev.runtree.ui.Messages;
import dev.runtree.ui.media.Blob;
import dev.runtree.ui.media.Picture;
import dev.runtree.ui.media.PictureBox;
import dev.runtree.ui.prose.Prose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** An image that was sent along, as a picture; a sound or file as what it is. What lies elsewhere is an address. */
final class MediaBody extends VBox {
    private final Reader reader;
    private final Part.Media media;
    private final Label told = new Label();

    MediaBody(Reader reader, Part.Media media) {
        this.reader = reader;
        this.media = media;
        getStyleClass().addAll("card-text", "media");
        setMinWidth(0);
        told.getStyleClass().add("figure");
        told.setWrapText(true);
        if (!Blob.isHeld(media)) {
            told.setText(Messages.text("media.elsewhere"));
            getChildren().addAll(Prose.address(media.uri(), reader.links()), told);
            return;
        }
        told.setText(MediaWords.of(media));
        getChildren().addAll(told, save());
        if (mayBePicture()) {
            reader.background().call(() -> Picture.of(media), this::decoded, this::failed);
        }
    }

    private boolean mayBePicture() {
        var type = media.mimeType() == null ? "" : media.mimeType();
        return type.isEmpty() || type.startsWith("image/") || type.equals("application/octet-stream");
    }

    private void decoded(Picture picture) {
        switch (picture) {
            case Picture.Refused refused -> told.setText(MediaWords.of(media) + ". " + refused.why());
            case Picture.Decoded decoded -> {
                told.setText(MediaWords.of(media) + ", "
                        + Messages.text(
                                "media.size",
                                Figures.count(decoded.size().width()),
                                Figures.count(decoded.size().height())));
                getChildren().addFirst(new PictureBox(decoded.image(), told.getText()));
            }
        }
    }

    private void failed(RuntimeException why) {
        told.setText(String.valueOf(why.getMessage()));
    }

    private Button save() {
        var save = new Button(Messages.text("media.save"));
        save.getStyleClass().add("small");
        save.setOnAction(event -> ask());
        return save;
    }

    private void ask() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("media.save"));
        var type = media.mimeType() == null ? "" : media.mimeType();
        chooser.setInitialFileName("attachment" + new Blob(type, new byte[0]).extension());
        var file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            reader.background()
                    .call(
                            () -> write(file.toPath()),
                            bytes -> told.setText(Messages.text("media.saved", Figures.bytes(bytes), file)),
                            this::failed);
        }
    }

    /** The bytes that were written. */
    private Long write(Path file) {
        var blob = Blob.of(media).orElseThrow(() -> new IllegalStateException(Messages.text("media.broken.data")));
        try {
            Files.write(file, blob.bytes());
            return (long) blob.bytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.text("media.save.failed", file, String.valueOf(e.getMessage())), e);
        }
    }
}
