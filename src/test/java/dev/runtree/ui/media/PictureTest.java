package dev.runtree.ui.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Part;
import dev.runtree.ui.background.Toolkit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images of strangers: shown when they are harmless, refused with a reason when they are not. */
class PictureTest {
    /** Two pixels beside each other. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGM4IafBFfULAAe5Am0EjplNAAAAAElFTkSuQmCC";

    @BeforeAll
    static void start() {
        Toolkit.headless();
    }

    @Test
    void a_picture_is_decoded_whatever_its_sender_calls_it() {
        for (var media : new Part.Media[] {
            new Part.Media("image/png", "data:image/png;base64," + PNG),
            new Part.Media(
                    null,
                    "data:;base64," + PNG.replace("+", "-").replace("/", "_").replace("=", "")),
            new Part.Media("image/jpeg", "DATA:image/jpeg;charset=x;base64," + PNG)
        }) {
            assertThat(Picture.of(media)).isInstanceOfSatisfying(Picture.Decoded.class, decoded -> {
                assertThat(decoded.image().getWidth()).isEqualTo(2);
                assertThat(decoded.blob().type()).isEqualTo("image/png");
                assertThat(decoded.blob().extension()).isEqualTo(".png");
            });
        }
    }

    @Test
    void one_that_says_that_it_is_huge_is_not_decoded() {
        var bomb = Base64.getDecoder().decode(PNG);
        ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
        assertThat(refused("image/png", bomb)).isEqualTo("An image of 50,000 × 50,000 pixels is not decoded.");
        ByteBuffer.wrap(bomb).putInt(16, -1).putInt(20, 1);
        assertThat(refused("image/png", bomb)).startsWith("An image of 4,294,967,295 × 1");
    }

    @Test
    void one_that_is_long_is_not_even_read() {
        var media = new Part.Media("image/png", "data:image/png;base64," + "A".repeat(32 << 20));
        assertThat(Picture.of(media))
                .isEqualTo(new Picture.Refused("An image of 24.0 MB is not decoded; up to 16.0 MB are."));
    }

    @Test
    void what_is_broken_or_unknown_says_so() {
        var broken = Base64.getDecoder().decode(PNG);
        broken[45] ^= 0x55;
        assertThat(refused("image/png", java.util.Arrays.copyOf(broken, 50))).isEqualTo("The image is broken.");
        assertThat(refused("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'}))
                .isEqualTo("It cannot be shown here.");
        assertThat(refused("image/webp", "RIFF1234WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("It cannot be shown here.");
        assertThat(refused("image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 2}))
                .isEqualTo("It cannot be shown here.");
        assertThat(Picture.of(new Part.Media("image/png", "data:no comma")))
                .isEqualTo(new Picture.Refused("What was sent cannot be decoded."));
    }

    @Test
    void of_a_moving_picture_the_first_frame_is_decoded() {
        var gif = gif(300);
        assertThat(FirstFrame.of(gif)).hasSizeLessThan(60);
        assertThat(Picture.of(media("image/gif", gif))).isInstanceOf(Picture.Decoded.class);
        var first = FirstFrame.of(gif);
        assertThat(FirstFrame.of(first)).isSameAs(first);
        assertThat(FirstFrame.of(new byte[] {'G', 'I', 'F', '8'})).hasSize(4);
    }

    @Test
    void a_frame_beyond_the_screen_of_a_moving_picture_counts_as_well() {
        var gif = gif(1);
        ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(19 + 8 + 5, (short) 60_000);
        ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(19 + 8 + 7, (short) 60_000);
        assertThat(refused("image/gif", gif)).isEqualTo("An image of 60,000 × 60,000 pixels is not decoded.");
    }

    @Test
    void a_large_one_is_kept_as_large_as_it_is_shown() throws java.io.IOException {
        var bytes = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(3200, 400, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", bytes);
        assertThat(Picture.of(media("image/png", bytes.toByteArray())))
                .isInstanceOfSatisfying(Picture.Decoded.class, decoded -> {
                    assertThat(decoded.size()).isEqualTo(new ImageSize(3200, 400));
                    assertThat(decoded.image().getWidth()).isEqualTo(1600);
                    assertThat(decoded.image().getHeight()).isEqualTo(200);
                });
    }

    @Test
    void text_and_escapes_in_an_address_are_content_as_well() {
        assertThat(Blob.of(new Part.Media(null, "data:text/plain,a%20b+c")).orElseThrow())
                .isEqualTo(new Blob("text/plain", "a b+c".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(Blob.of(new Part.Media(null, "https://example.org/x.png"))).isEmpty();
    }

    private static String refused(String type, byte[] bytes) {
        return Picture.of(media(type, bytes)) instanceof Picture.Refused refused ? refused.why() : "decoded";
    }

    private static Part.Media media(String type, byte[] bytes) {
        return new Part.Media(
                type, "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes));
    }

    /** One pixel, again and again. */
    private static byte[] gif(int frames) {
        var bytes = new ByteArrayOutputStream();
        var head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put(new byte[] {'G', 'I', 'F', '8', '9', 'a'}).putShort((short) 1).putShort((short) 1);
        head.put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1});
        bytes.writeBytes(head.array());
        for (var i = 0; i < frames; i++) {
            bytes.writeBytes(new byte[] {0x21, (byte) 0xf9, 4, 0, 0, 0, 0, 0});
            bytes.writeBytes(new byte[] {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0});
        }
        bytes.write(0x3b);
        return bytes.toByteArray();
    }
}
