package dev.poemcp.server.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.server.hosts.HostFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The whole text of a file that will be changed, so nothing is replaced or left out. */
final class HostFileText {
    private HostFileText() {}

    /** @return with its byte order mark, if it has one; null if there is no file */
    static @Nullable String read(Path file) throws UnsupportedFileException {
        if (Files.isSymbolicLink(file)) {
            // Replacing it would leave the file that it names, which another program may manage.
            throw new UnsupportedFileException("is a link to another file");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Files.isRegularFile(file)) {
            throw new UnsupportedFileException("is not a file");
        }
        try {
            byte[] bytes = HostFileReader.bytes(file);
            if (bytes == null) {
                throw new UnsupportedFileException("is larger than 4 MB");
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnsupportedFileException("is not saved as UTF-8");
        } catch (IOException e) {
            throw new UnsupportedFileException("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
