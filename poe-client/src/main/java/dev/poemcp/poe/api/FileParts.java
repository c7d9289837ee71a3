package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.KeptFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import okio.ByteString;

/**
 * Files on the way that the model takes: small ones inside the request, as documented; large ones, and those of bots that
 * are asked by the bot query protocol, are uploaded first. Source: docs/official-api.md, files.
 */
final class FileParts {
    /** Of one message. The content is kept with the conversation and sent with each of its requests. */
    private static final long MAX_INLINE_BYTES = 4 * 1024 * 1024;

    private final Function<Upload, Attachment> uploader;

    /** @param uploader uploads a file and returns where Poe serves it */
    FileParts(Function<Upload, Attachment> uploader) {
        this.uploader = uploader;
    }

    /** @throws PoeException {@link PoeFailure.FileRejected} for a kind of file that the model does not take */
    static void requireTaken(Optional<Model> model, List<Upload> files) {
        for (Upload file : files) {
            String kind = file.mimeType().replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
            boolean isMedia = List.of("image", "audio", "video").contains(kind);
            if (isMedia && model.isPresent() && !takes(model.get(), kind)) {
                throw new PoeException(new PoeFailure.FileRejected(
                        file.name(),
                        "the model " + model.get().id() + " takes "
                                + String.join(", ", model.get().inputModalities()) + ", no " + kind + "."));
            }
        }
    }

    private static boolean takes(Model model, String kind) {
        return model.inputModalities().isEmpty() || model.inputModalities().contains(kind);
    }

    /** The way for a message with these files, after what was said before. */
    static Endpoint endpoint(Endpoint preferred, List<Upload> files, Optional<Conversation> before) {
        boolean isInline = files.stream().mapToLong(Upload::sizeBytes).sum() <= MAX_INLINE_BYTES
                && files.stream().allMatch(file -> canInline(preferred, file.mimeType()))
                && before.stream()
                        .flatMap(conversation -> conversation.messages().stream())
                        .filter(ConversationMessage::isUser)
                        .flatMap(message -> message.files().stream())
                        .allMatch(file -> file.base64() != null && canInline(preferred, file.mimeType()));
        return isInline ? preferred : Endpoint.BOT_QUERY;
    }

    private static boolean canInline(Endpoint endpoint, String mimeType) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> true;
            case RESPONSES -> mimeType.startsWith("image/");
            case BOT_QUERY -> false;
        };
    }

    /** Reads or uploads new files. */
    List<KeptFile> keep(Endpoint endpoint, List<Upload> files) {
        List<KeptFile> kept = new ArrayList<>();
        for (Upload file : files) {
            kept.add(endpoint == Endpoint.BOT_QUERY ? uploaded(file) : inline(file));
        }
        return kept;
    }

    private static KeptFile inline(Upload file) {
        try (InputStream in = file.open()) {
            byte[] bytes = in.readNBytes((int) MAX_INLINE_BYTES + 1);
            if (bytes.length != file.sizeBytes()) {
                throw new PoeException(new PoeFailure.FileRejected(file.name(), "it changed while it was read."));
            }
            return new KeptFile(
                    file.name(), file.mimeType(), Base64.getEncoder().encodeToString(bytes), null, file.sizeBytes());
        } catch (IOException e) {
            throw new PoeException(
                    new PoeFailure.FileRejected(
                            file.name(), "it cannot be read (" + e.getClass().getSimpleName() + ")."),
                    e);
        }
    }

    private KeptFile uploaded(Upload file) {
        Attachment attachment = uploader.apply(file);
        KeptFile kept = KeptFile.of(attachment);
        return new KeptFile(file.name(), kept.mimeType(), null, kept.url(), file.sizeBytes());
    }

    /** Uploads what earlier requests carried themselves, once the conversation takes the bot query protocol. */
    Conversation uploadEarlier(Endpoint endpoint, Conversation conversation) {
        if (endpoint != Endpoint.BOT_QUERY) {
            return conversation;
        }
        Conversation changed = conversation;
        for (ConversationMessage message : conversation.messages()) {
            if (message.isUser() && message.files().stream().anyMatch(file -> file.url() == null)) {
                List<KeptFile> files = message.files().stream()
                        .map(file -> file.url() == null ? uploaded(new KeptUpload(file)) : file)
                        .toList();
                changed = changed.with(ConversationMessage.ofUser(
                        message.id(), message.text(), message.time(), files, message.parameters()));
            }
        }
        return changed;
    }

    /** A kept content as a file to upload. */
    private record KeptUpload(String name, String mimeType, ByteString content) implements Upload {
        KeptUpload(KeptFile file) {
            this(
                    file.name(),
                    file.mimeType(),
                    Objects.requireNonNull(ByteString.decodeBase64(Objects.requireNonNull(file.base64()))));
        }

        @Override
        public long sizeBytes() {
            return content.size();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content.toByteArray());
        }
    }
}
