"""The record for assistants: few tools over the Model Context Protocol, each answer with the words it rests on."""
