"""Files and images: our document and image models, and the one door through which every file comes in."""
