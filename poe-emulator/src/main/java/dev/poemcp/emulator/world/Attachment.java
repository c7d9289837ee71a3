package dev.poemcp.emulator.world;

/**
 * A file of a message.
 *
 * @param path its path on this host; files that users upload are not kept, so their path gives 404
 */
public record Attachment(long attachmentId, String name, String mimeType, long sizeBytes, String path) {}
