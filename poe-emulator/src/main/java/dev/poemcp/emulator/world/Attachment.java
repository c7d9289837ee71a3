package dev.poemcp.emulator.world;

/**
 * A file of a message.
 *
 * @param path where this host serves it, from the root; files that users upload are not kept, and their path serves 404
 */
public record Attachment(long attachmentId, String name, String mimeType, long sizeBytes, String path) {}
