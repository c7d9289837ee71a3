package dev.poemcp.emulator.control;

/**
 * Metadata of an uploaded file; its bytes are counted and digested while they stream in, and not kept.
 *
 * @param part name of the multipart part
 * @param contentType from the part's header, or {@code application/octet-stream}
 * @param sha256 hexadecimal digest of the bytes
 */
public record UploadedFile(String part, String name, String contentType, long sizeBytes, String sha256) {}
