"""The record for people and tools. Computes no finding."""
