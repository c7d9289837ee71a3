package dev.poemcp.emulator.control;

/**
 * What remains of an uploaded file: its bytes are counted and digested while they stream in, never kept.
 *
 * @param part name of the multipart part
 * @param contentType as the part's header says, or {@code application/octet-stream}
 * @param sha256 hexadecimal digest of the bytes
 */
public record UploadedFile(String part, String name, String contentType, long sizeBytes, String sha256) {}
